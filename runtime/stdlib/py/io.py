"""Streams in memory."""


from posix import append_file_, read_file_


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


class _File:
    """A file, read whole when opened; what is written goes out at flush()."""

    def _open(self, path, mode, initial):
        self.name, self.mode, self._reads = path, mode, "r" in mode
        super().__init__(initial)
        self._pending = []

    def readable(self):
        return self._reads

    def writable(self):
        return not self._reads

    seekable = readable

    def read(self, size=-1):
        if not self._reads:
            raise UnsupportedOperation("not readable")
        return super().read(size)

    def readline(self, size=-1):
        if not self._reads:
            raise UnsupportedOperation("not readable")
        return super().readline(size)

    def flush(self):
        self._check()
        data, self._pending = self._empty.join(self._pending), []
        if data:
            append_file_(self.name, self._encode(data), False, False)

    def close(self):
        if not self.closed:
            self.flush()
            super().close()

    def __del__(self):
        self.close()

    def write(self, data):
        self._check()
        if self._reads:
            raise UnsupportedOperation("not writable")
        if not isinstance(data, self._takes):
            raise TypeError(self._refusal.format(type(data).__name__))
        self._pending.append(data)
        return len(data)


class TextIOWrapper(_File, _Memory, TextIOBase):
    _kind, _empty, _newline, _pad, _takes = str, "", "\n", "\0", str
    _refusal = "write() argument must be str, not {}"

    def __init__(self, path, mode, raw, encoding, errors):
        self.encoding, self.errors = encoding or "utf-8", errors or "strict"
        self._open(path, mode, raw.decode(self.encoding, self.errors).replace("\r\n", "\n").replace("\r", "\n"))

    def _encode(self, text):
        return text.encode(self.encoding, self.errors)

    def __repr__(self):
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding={self.encoding!r}>"


class BufferedFile(_File, _Memory, IOBase):
    _kind, _empty, _newline, _pad, _takes = bytes, b"", b"\n", b"\0", (bytes, bytearray)
    _refusal = "a bytes-like object is required, not '{}'"

    def __init__(self, path, mode, raw):
        self._open(path, mode, raw)

    def _encode(self, data):
        return data


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Open a file; reading and writing at once ("+") is not here yet."""
    kind = mode.replace("t", "").replace("b", "")
    if "+" in kind:
        raise UnsupportedOperation("files opened for reading and writing at once")
    if kind not in ("r", "w", "a", "x"):
        raise ValueError(f"invalid mode: {mode!r}")
    if isinstance(file, int):
        raise UnsupportedOperation("files of a descriptor")
    raw = b""
    if kind == "r":
        raw = read_file_(file)
    else:
        append_file_(file, b"", kind == "w", kind == "x")
    return BufferedFile(file, mode, raw) if "b" in mode else TextIOWrapper(file, mode, raw, encoding, errors)


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
