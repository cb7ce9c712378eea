"""Streams of bytes: files, buffers, memory."""

import posix
from posix import lseek as _lseek

DEFAULT_BUFFER_SIZE = 128 * 1024


class UnsupportedOperation(OSError, ValueError):
    """A stream was asked for what it cannot do."""


UnsupportedOperation.__module__ = "io"
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


def _size(size):
    """The argument of read(): -1 is all."""
    if size is None:
        return -1
    if not isinstance(size, int):
        try:
            return size.__index__()
        except AttributeError:
            raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'") from None
    return size


class _IOBase:
    """What all streams have in common."""

    __module__ = "_io"
    _closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    def seek(self, pos, whence=0, /):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None, /):
        self._unsupported("truncate")

    def flush(self):
        self._checkClosed()

    def close(self):
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    def __del__(self):
        try:
            closed = self.closed
        except AttributeError:
            return
        if not closed:
            try:
                self.close()
            except Exception:
                pass

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation("File or stream is not seekable." if msg is None else msg)

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation("File or stream is not readable." if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation("File or stream is not writable." if msg is None else msg)

    @property
    def closed(self):
        return self._closed

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError("I/O operation on closed file." if msg is None else msg)

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *exc):
        self.close()

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._checkClosed()
        return False

    def readline(self, size=-1, /):
        size = _size(size)
        peek = getattr(self, "peek", None)
        line = bytearray()
        while size < 0 or len(line) < size:
            n = 1
            if peek is not None:
                ready = peek(1)
                if ready:
                    n = ready.find(b"\n") + 1 or len(ready)
                    if size >= 0:
                        n = min(n, size - len(line))
            data = self.read(n)
            if not data:
                break
            if not isinstance(data, bytes):
                raise OSError("read() should have returned a bytes object, not '%s'" % type(data).__name__)
            line += data
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1, /):
        hint = _size(hint)
        if hint <= 0:
            return list(self)
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if total > hint:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class _RawIOBase(_IOBase):
    """Unbuffered streams: readinto() and write() are what subclasses define."""

    __module__ = "_io"

    def read(self, size=-1, /):
        size = _size(size)
        if size < 0:
            return self.readall()
        buffer = bytearray(size)
        n = self.readinto(buffer)
        if n is None:
            return None
        if n < 0 or n > size:
            raise ValueError(f"readinto returned {n} outside buffer size {size}")
        del buffer[n:]
        return bytes(buffer)

    def readall(self):
        parts = []
        while data := self.read(DEFAULT_BUFFER_SIZE):
            parts.append(data)
        return b"".join(parts) if parts else data

    def readinto(self, buffer, /):
        raise NotImplementedError

    def write(self, data, /):
        raise NotImplementedError


class _BufferedIOBase(_IOBase):
    __module__ = "_io"

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1, /):
        self._unsupported("read")

    def read1(self, size=-1, /):
        self._unsupported("read1")

    def write(self, data, /):
        self._unsupported("write")

    def readinto(self, buffer, /):
        return self._fill(buffer, self.read)

    def readinto1(self, buffer, /):
        return self._fill(buffer, self.read1)

    def _fill(self, buffer, read):
        view = memoryview(buffer) if not isinstance(buffer, bytearray) else buffer
        data = read(len(view))
        view[: len(data)] = data
        return len(data)


def _parse(mode):
    """The flags of os.open() for a mode of FileIO, and what it may do."""
    kinds = [c for c in mode if c in "rwxa"]
    for c in mode:
        if c not in "rwxab+":
            raise ValueError(f"invalid mode: {mode}")
    if len(kinds) != 1 or mode.count("+") > 1:
        raise ValueError("Must have exactly one of create/read/write/append mode and at most one plus")
    kind, plus = kinds[0], "+" in mode
    flags = posix.O_RDWR if plus else posix.O_RDONLY if kind == "r" else posix.O_WRONLY
    if kind == "w":
        flags |= posix.O_CREAT | posix.O_TRUNC
    elif kind == "x":
        flags |= posix.O_CREAT | posix.O_EXCL
    elif kind == "a":
        flags |= posix.O_CREAT | posix.O_APPEND
    return flags | posix.O_CLOEXEC, kind == "r" or plus, kind != "r" or plus, kind, plus


class FileIO(_RawIOBase):
    """A file descriptor."""

    __module__ = "_io"
    _fd, _closefd, _seekable = -1, True, None

    def __init__(self, file, mode="r", closefd=True, opener=None):
        if self._fd >= 0 and self._closefd:
            posix.close(self._fd)
        self._fd = -1
        if isinstance(file, float):
            raise TypeError("integer argument expected, got float")
        flags, self._readable, self._writable, self._kind, self._plus = _parse(mode)
        self._closefd = closefd
        if isinstance(file, int):
            if file < 0:
                raise ValueError("negative file descriptor")
            self._fd = int(file)
        else:
            if not closefd:
                raise ValueError("Cannot use closefd=False with file name")
            if opener is None:
                self._fd = posix.open(file, flags, 0o666)
            else:
                fd = opener(file, flags)
                if not isinstance(fd, int):
                    raise TypeError("expected integer from opener")
                if fd < 0:
                    raise ValueError(f"opener returned {fd}")
                self._fd = fd
        try:
            if posix.fstat(self._fd).st_mode & 0o170000 == 0o040000:
                raise IsADirectoryError(21, "Is a directory", file)
        except OSError:
            if not isinstance(file, int):
                posix.close(self._fd)
            self._fd = -1
            raise
        self.name = file
        self._closed = False
        if self._kind == "a":
            try:
                _lseek(self._fd, 0, 2)
            except OSError as e:
                if e.errno != 29:
                    raise

    def __del__(self):
        if self._fd >= 0 and self._closefd and not self._closed:
            self._dealloc_warn(self, 3)
            self.close()

    def _dealloc_warn(self, source, level=2):
        """Say that source, which is this file or has it, was not closed."""
        if self._fd >= 0 and self._closefd:
            from warnings import warn

            warn(f"unclosed file {source!r}", ResourceWarning, stacklevel=level, source=source)

    def _check(self):
        if self._fd < 0:
            raise ValueError("I/O operation on closed file")

    @property
    def closed(self):
        return self._fd < 0

    @property
    def closefd(self):
        return self._closefd

    @property
    def mode(self):
        if self._kind == "x":
            return "xb+" if self._plus else "xb"
        if self._kind == "a":
            return "ab+" if self._plus else "ab"
        if self._plus:
            return "rb+"
        return "rb" if self._readable else "wb"

    def __repr__(self):
        if self._fd < 0:
            return "<_io.FileIO [closed]>"
        try:
            return f"<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self._closefd}>"
        except AttributeError:
            return f"<_io.FileIO fd={self._fd} mode={self.mode!r} closefd={self._closefd}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def fileno(self):
        self._check()
        return self._fd

    def readable(self):
        self._check()
        return self._readable

    def writable(self):
        self._check()
        return self._writable

    def seekable(self):
        self._check()
        if self._seekable is None:
            try:
                _lseek(self._fd, 0, 1)
                self._seekable = True
            except OSError:
                self._seekable = False
        return self._seekable

    def isatty(self):
        self._check()
        return posix.isatty(self._fd)

    def read(self, size=-1, /):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        size = _size(size)
        if size < 0:
            return self.readall()
        try:
            return posix.read(self._fd, size)
        except BlockingIOError:
            return None

    def readall(self):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        parts, n = [], DEFAULT_BUFFER_SIZE
        try:
            left = posix.fstat(self._fd).st_size - _lseek(self._fd, 0, 1)
            if left > 0:
                n = left + 1
        except OSError:
            pass
        while True:
            try:
                data = posix.read(self._fd, n)
            except BlockingIOError:
                if parts:
                    break
                return None
            if not data:
                break
            parts.append(data)
        return b"".join(parts)

    def readinto(self, buffer, /):
        self._check()
        if not self._readable:
            raise UnsupportedOperation("File not open for reading")
        try:
            return posix.readinto(self._fd, buffer)
        except BlockingIOError:
            return None

    def write(self, data, /):
        self._check()
        if not self._writable:
            raise UnsupportedOperation("File not open for writing")
        try:
            return posix.write(self._fd, data)
        except BlockingIOError:
            return None

    def seek(self, pos, whence=0, /):
        self._check()
        if isinstance(pos, float):
            raise TypeError("an integer is required")
        return _lseek(self._fd, pos, whence)

    def tell(self):
        self._check()
        return _lseek(self._fd, 0, 1)

    def truncate(self, size=None, /):
        self._check()
        if not self._writable:
            raise UnsupportedOperation("File not open for writing")
        if size is None:
            size = self.tell()
        posix.ftruncate(self._fd, size)
        return size

    def close(self):
        if self._fd < 0:
            self._closed = True
            return
        try:
            super().close()
        finally:
            fd, self._fd = self._fd, -1
            if self._closefd:
                posix.close(fd)


class BytesIO(_BufferedIOBase):
    """Bytes in memory."""

    __module__ = "_io"
    _buffer, _pos, _shown = None, 0, False

    def __init__(self, initial_bytes=b""):
        self._buffer = bytearray()
        self._pos = 0
        if initial_bytes is not None:
            if isinstance(initial_bytes, str):
                raise TypeError("a bytes-like object is required, not 'str'")
            self._buffer += initial_bytes

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file.")

    def __getstate__(self):
        self._check()
        return self.getvalue(), self._pos, self.__dict__.copy()

    def getvalue(self):
        self._check()
        return bytes(self._buffer)

    def getbuffer(self):
        self._check()
        self._shown = True
        return memoryview(self._buffer)

    def _unshown(self):
        # A buffer that somebody looks at refuses this.
        self._buffer.append(0)
        self._buffer.pop()
        self._shown = False

    def close(self):
        if self._shown:
            self._unshown()
        self._closed = True
        self._buffer = bytearray()

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def read(self, size=-1, /):
        if self._closed:
            self._check()
        if type(size) is not int:
            size = _size(size)
        start = self._pos
        data = bytes(self._buffer[start:] if size < 0 else self._buffer[start : start + size])
        self._pos = start + len(data)
        return data

    read1 = read

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        start = self._pos
        end = self._buffer.find(b"\n", start) + 1 or len(self._buffer)
        if size >= 0:
            end = min(end, start + size)
        data = bytes(self._buffer[start:end])
        self._pos = start + len(data)
        return data

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        hint = _size(hint)
        for line in self:
            lines.append(line)
            total += len(line)
            if 0 < hint <= total:
                break
        return lines

    def readinto(self, buffer, /):
        self._check()
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    readinto1 = readinto

    def write(self, data, /):
        self._check()
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if self._shown:
            self._unshown()
        data = bytes(data) if not isinstance(data, (bytes, bytearray)) else data
        n, pos = len(data), self._pos
        if n:
            buffer = self._buffer
            if pos == len(buffer):
                buffer += data
            else:
                if pos > len(buffer):
                    buffer += bytes(pos - len(buffer))
                buffer[pos : pos + n] = data
            self._pos = pos + n
        return n

    def seek(self, pos, whence=0, /):
        self._check()
        if isinstance(pos, float):
            raise TypeError("'float' object cannot be interpreted as an integer")
        if whence == 0:
            if pos < 0:
                raise ValueError(f"negative seek value {pos}")
            self._pos = pos
        elif whence == 1:
            self._pos = max(0, self._pos + pos)
        elif whence == 2:
            self._pos = max(0, len(self._buffer) + pos)
        else:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        return self._pos

    def tell(self):
        self._check()
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        if size is None:
            size = self._pos
        elif size < 0:
            raise ValueError(f"negative size value {size}")
        if self._shown:
            self._unshown()
        del self._buffer[size:]
        return size


class _Buffered(_BufferedIOBase):
    """A raw stream with buffers: what was read ahead, and what is to be written."""

    __module__ = "_io"
    _raw = None

    def _start(self, raw, size):
        if size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw, self._limit = raw, size
        self._ahead, self._at = b"", 0
        self._pending = bytearray()

    def _check(self, what="file"):
        raw = self._raw
        if raw is None:
            raise ValueError("raw stream has been detached" if hasattr(self, "_limit") else "I/O operation on uninitialized object")
        if raw.closed:
            raise ValueError(f"{what} of closed file" if what != "file" else "I/O operation on closed file.")

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        if self._raw is None:
            raise ValueError("raw stream has been detached")
        return self._raw.closed

    @property
    def name(self):
        return self._raw.name

    @property
    def mode(self):
        return self._raw.mode

    def __repr__(self):
        cls = type(self)
        name = f"{cls.__module__}.{cls.__qualname__}"
        try:
            return f"<{name} name={self.name!r}>"
        except (AttributeError, ValueError):
            return f"<{name}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    def fileno(self):
        if self._raw is None:
            self._check()
        return self._raw.fileno()

    def isatty(self):
        self._check()
        return self._raw.isatty()

    def seekable(self):
        self._check()
        return self._raw.seekable()

    def readable(self):
        self._check()
        return self._raw.readable()

    def writable(self):
        self._check()
        return self._raw.writable()

    def detach(self):
        self._check()
        self.flush()
        raw, self._raw = self._raw, None
        self._ahead, self._at = b"", 0
        return raw

    def close(self):
        if self._raw is None or self._raw.closed:
            return
        try:
            self.flush()
        finally:
            self._ahead, self._at = b"", 0
            self._raw.close()

    def __del__(self):
        if self._raw is None:
            return
        try:
            if not self._raw.closed:
                self._dealloc_warn(self, 3)
            self.close()
        except Exception:
            pass

    def _dealloc_warn(self, source, level=2):
        if (warn := getattr(self._raw, "_dealloc_warn", None)) is not None:
            warn(source, level + 1)

    # reading

    def _need_read(self, what="read"):
        self._check(what)
        if self._pending:
            self._flush()

    def _raw_read(self, n):
        data = self._raw.read(n)
        if data is not None and not isinstance(data, bytes):
            raise OSError(f"raw read() returned invalid type {type(data).__name__}")
        return data

    def read(self, size=-1, /):
        at = self._at
        if type(size) is int and 0 < size <= len(self._ahead) - at:
            # The usual case. While something is read ahead, nothing is pending.
            self._at = at + size
            return self._ahead[at : at + size]
        size = _size(size)
        if size < -1:
            raise ValueError("read length must be non-negative or -1")
        self._need_read()
        if 0 <= size <= len(self._ahead) - self._at:
            start = self._at
            self._at += size
            return self._ahead[start : start + size]
        rest = self._ahead[self._at :] if self._at else self._ahead
        if size == -1:
            self._ahead, self._at = b"", 0
            data = self._raw.readall() if hasattr(self._raw, "readall") else self._raw.read()
            if data is None:
                return rest or None
            return rest + data if rest else data
        parts, have = [rest], len(rest)
        self._ahead, self._at = b"", 0
        while have < size:
            data = self._raw_read(max(self._limit, size - have))
            if data is None:
                if have == 0:
                    return None
                break
            if not data:
                break
            want = size - have
            if len(data) > want:
                self._ahead, self._at = data, want
                data = data[:want]
            parts.append(data)
            have += len(data)
        return b"".join(parts)

    def read1(self, size=-1, /):
        size = _size(size)
        self._need_read()
        if size < 0:
            size = self._limit
        if size == 0:
            return b""
        if self._at >= len(self._ahead):
            self._ahead, self._at = self._raw_read(max(size, self._limit)) or b"", 0
        data = self._ahead[self._at : self._at + size]
        self._at += len(data)
        return data

    def readinto(self, buffer, /):
        self._need_read()
        return self._fill(buffer, self.read)

    def readinto1(self, buffer, /):
        self._need_read()
        return self._fill(buffer, self.read1)

    def peek(self, size=0, /):
        self._need_read("peek")
        if self._at >= len(self._ahead):
            self._ahead, self._at = self._raw_read(self._limit) or b"", 0
        return self._ahead[self._at :]

    def readline(self, size=-1, /):
        if size == -1:
            end = self._ahead.find(b"\n", self._at) + 1
            if end:
                start, self._at = self._at, end
                return self._ahead[start:end]
        size = _size(size)
        self._need_read("readline")
        parts, have = [], 0
        while True:
            if self._at >= len(self._ahead):
                self._ahead, self._at = self._raw_read(self._limit) or b"", 0
                if not self._ahead:
                    break
            end = self._ahead.find(b"\n", self._at) + 1
            stop = end or len(self._ahead)
            if size >= 0:
                stop = min(stop, self._at + size - have)
            parts.append(self._ahead[self._at : stop])
            have += stop - self._at
            self._at = stop
            if end == stop and end or have == size:
                break
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def __next__(self):
        end = self._ahead.find(b"\n", self._at) + 1
        if end:
            start, self._at = self._at, end
            return self._ahead[start:end]
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    # writing

    def _drop_ahead(self):
        """Forget what was read ahead; the raw position goes back."""
        if self._ahead:
            back = len(self._ahead) - self._at
            self._ahead, self._at = b"", 0
            if back:
                self._raw.seek(-back, 1)

    def write(self, data, /):
        self._check("write")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        if self._ahead:
            self._drop_ahead()
        n = len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes
        if len(self._pending) + n > self._limit and self._pending:
            self._flush()
        self._pending += data
        if len(self._pending) > self._limit:
            self._flush(self._limit)
        return n

    def _flush(self, keep=0):
        """Write out what is pending; on a stream that would block, keep so many bytes at most."""
        pending = self._pending
        while pending:
            n = self._raw.write(bytes(pending))
            if n is None:
                if len(pending) <= keep:
                    return
                raise BlockingIOError(11, "write could not complete without blocking", 0)
            if n > len(pending) or n < 0:
                raise OSError(f"raw write() returned invalid length {n} (should have been between 0 and {len(pending)})")
            del pending[:n]

    def flush(self):
        self._check("flush")
        if self._pending:
            self._flush()
        elif self._ahead and self._raw.seekable():
            self._drop_ahead()

    def seek(self, pos, whence=0, /):
        if whence not in (0, 1, 2, 3, 4):
            raise ValueError(f"whence value {whence} unsupported")
        self._check("seek")
        if not self._raw.seekable():
            raise UnsupportedOperation("File or stream is not seekable.")
        if self._pending:
            self._flush()
        if whence == 1:
            pos -= len(self._ahead) - self._at
        self._ahead, self._at = b"", 0
        return self._raw.seek(pos, whence)

    def tell(self):
        self._check()
        return self._raw.tell() - (len(self._ahead) - self._at) + len(self._pending)

    def truncate(self, pos=None, /):
        self._check("truncate")
        if not self.writable():
            raise UnsupportedOperation("truncate")
        self.flush()
        if pos is None:
            pos = self.tell()
        return self._raw.truncate(pos)


class BufferedReader(_Buffered):
    __module__ = "_io"

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        self._start(raw, buffer_size)

    def writable(self):
        return False

    def write(self, data, /):
        raise UnsupportedOperation("write")


class BufferedWriter(_Buffered):
    __module__ = "_io"

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        self._start(raw, buffer_size)

    def readable(self):
        return False

    def _cannot_read(self, *args):
        raise UnsupportedOperation("read")

    read = read1 = readline = peek = readinto = readinto1 = _cannot_read


class BufferedRandom(_Buffered):
    __module__ = "_io"

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        for able, what in (raw.seekable(), "seekable"), (raw.readable(), "readable"), (raw.writable(), "writable"):
            if not able:
                raise UnsupportedOperation(f"File or stream is not {what}.")
        self._start(raw, buffer_size)


class BufferedRWPair(_BufferedIOBase):
    """A reader and a writer, of two streams, as one."""

    __module__ = "_io"

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader, self.writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)
        for name in ("read", "read1", "readinto", "readinto1", "peek"):
            setattr(self, name, getattr(self.reader, name))
        self.write, self.flush = self.writer.write, self.writer.flush

    def readable(self):
        return self.reader.readable()

    def writable(self):
        return self.writer.writable()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()

    @property
    def closed(self):
        return self.writer.closed

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()
