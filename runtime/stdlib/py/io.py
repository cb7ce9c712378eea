"""Streams in memory."""


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.close()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def readable(self):
        return True

    writable = seekable = readable

    def isatty(self):
        return False

    def readlines(self, hint=-1):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class TextIOBase(IOBase):
    pass


class _Memory:
    def __init__(self, initial):
        self._parts = [initial] if initial else []
        self._pos = 0

    def _all(self):
        if len(self._parts) != 1:
            self._parts = [self._empty.join(self._parts)]
        return self._parts[0]

    def getvalue(self):
        self._check()
        return self._kind(self._all())

    def tell(self):
        self._check()
        return self._size() if self._pos is None else self._pos

    def _size(self):
        return len(self._all())

    def seek(self, pos, whence=0):
        self._check()
        base = {0: 0, 1: self.tell(), 2: self._size()}[whence]
        if base + pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        self._pos = base + pos
        return self._pos

    def read(self, size=-1):
        self._check()
        start = self.tell()
        data = self._all()[start:] if size is None or size < 0 else self._all()[start : start + size]
        self._pos = start + len(data)
        return self._kind(data)

    def readline(self, size=-1):
        self._check()
        start = self.tell()
        end = self._all().find(self._newline, start) + 1 or self._size()
        if size is not None and size >= 0:
            end = min(end, start + size)
        self._pos = max(start, end)
        return self._kind(self._all()[start:end])

    def _put(self, data):
        start = self.tell() if self._pos is not None else None
        if start is None or start == self._size():
            # Appending, the usual case, does not join what is there.
            self._parts.append(data)
            self._pos = None
            return
        whole = self._all()
        if start > len(whole):
            whole += self._pad * (start - len(whole))
        self._parts = [whole[:start] + data + whole[start + len(data) :]]
        self._pos = start + len(data)

    def truncate(self, size=None):
        size = self.tell() if size is None else size
        self._parts = [self._all()[:size]]
        return size


class StringIO(_Memory, TextIOBase):
    _kind, _empty, _newline, _pad = str, "", "\n", "\0"

    def __init__(self, initial_value="", newline="\n"):
        super().__init__(initial_value or "")

    def write(self, text):
        self._check()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got '{type(text).__name__}'")
        if text:
            self._put(text)
        return len(text)


class BytesIO(_Memory, IOBase):
    _kind, _empty, _newline, _pad = bytes, b"", b"\n", b"\0"

    def __init__(self, initial_bytes=b""):
        super().__init__(bytes(initial_bytes))

    def write(self, data):
        self._check()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        if data:
            self._put(data)
        return len(data)
