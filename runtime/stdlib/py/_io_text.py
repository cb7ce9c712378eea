"""Streams of text."""

from _io_bytes import BufferedRandom, BufferedReader, BufferedWriter, FileIO, UnsupportedOperation, _IOBase, _size

_CHUNK = 32768


class _TextIOBase(_IOBase):
    __module__ = "_io"
    encoding = newlines = errors = None

    def detach(self):
        self._unsupported("detach")

    def read(self, size=-1, /):
        self._unsupported("read")

    def readline(self, size=-1, /):
        self._unsupported("readline")

    def write(self, text, /):
        self._unsupported("write")


class IncrementalNewlineDecoder:
    """Turns the line ends of decoded text into newlines, and remembers which there were."""

    __module__ = "_io"

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder, self.translate, self.errors = decoder, translate, errors
        self._seen, self._cr = 0, False

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final=final)
        if self._cr and (text or final):
            text = "\r" + text
            self._cr = False
        if text.endswith("\r") and not final:
            text = text[:-1]
            self._cr = True
        if "\r" in text or "\n" in text:
            crlf = text.count("\r\n")
            self._seen |= bool(text.count("\r") - crlf) | (text.count("\n") > crlf) << 1 | bool(crlf) << 2
            if self.translate:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def reset(self):
        self._seen, self._cr = 0, False
        if self.decoder is not None:
            self.decoder.reset()

    def getstate(self):
        data, flag = (b"", 0) if self.decoder is None else self.decoder.getstate()
        return data, flag << 1 | self._cr

    def setstate(self, state):
        data, flag = state
        self._cr = bool(flag & 1)
        if self.decoder is not None:
            self.decoder.setstate((data, flag >> 1))

    @property
    def newlines(self):
        kinds = tuple(s for bit, s in ((1, "\r"), (2, "\n"), (4, "\r\n")) if self._seen & bit)
        return None if not kinds else kinds[0] if len(kinds) == 1 else kinds


def _check_newline(newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(
            f"TextIOWrapper() argument 'newline' must be str or None, not {type(newline).__name__}")
    if newline not in (None, "", "\n", "\r", "\r\n"):
        raise ValueError(f"illegal newline value: {newline}")


class TextIOWrapper(_TextIOBase):
    """Text over a buffered stream of bytes."""

    __module__ = "_io"
    _buffer = _file = _read_file = None
    _plain = False
    _CHUNK_SIZE = 8192

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        _check_newline(newline)
        if encoding is None or encoding == "locale":
            encoding = "utf-8" if encoding is None else "UTF-8"
        elif not isinstance(encoding, str):
            raise TypeError(f"TextIOWrapper() argument 'encoding' must be str or None, not {type(encoding).__name__}")
        if errors is not None and not isinstance(errors, str):
            raise TypeError(f"TextIOWrapper() argument 'errors' must be str or None, not {type(errors).__name__}")
        import codecs

        info = codecs.lookup(encoding)
        if not info._is_text_encoding:
            raise LookupError(f"{encoding!r} is not a text encoding; use codecs.open() to handle arbitrary codecs")
        self._buffer, self._encoding, self._errors = buffer, encoding, errors or "strict"
        self._info = info
        self._file = self._read_file = None
        if isinstance(buffer, (BufferedWriter, BufferedRandom)) and type(buffer.raw) is FileIO:
            self._file = buffer.raw
        elif type(buffer) is BufferedReader and type(buffer.raw) is FileIO:
            self._read_file = buffer.raw
        self._plain = False
        self._line_buffering, self._write_through = line_buffering, write_through
        self._set_newline(newline)
        self._encoder = self._decoder = None
        self._pending, self._pending_size = [], 0
        self._seekable = self._telling = buffer.seekable()
        self._forget()
        if self._seekable and buffer.writable():
            try:
                if buffer.tell():
                    self._get_encoder().setstate(0)
            except OSError:
                pass

    def _set_newline(self, newline):
        self._readnl = newline
        self._universal = not newline
        self._translate = newline is None
        self._writenl = newline if newline in ("\r", "\r\n") else None

    def _forget(self):
        """Drop what was decoded ahead."""
        self._text, self._at = "", 0
        self._snapshot = None

    def _get_encoder(self):
        if self._encoder is None:
            make = self._info.incrementalencoder
            self._encoder = make(self._errors)
        return self._encoder

    def _get_decoder(self):
        if self._decoder is None:
            decoder = self._info.incrementaldecoder(self._errors)
            if self._universal:
                decoder = IncrementalNewlineDecoder(decoder, self._translate)
            self._decoder = decoder
        return self._decoder

    def __repr__(self):
        out = "<_io.TextIOWrapper"
        for attr in ("name", "mode"):
            try:
                out += f" {attr}={getattr(self, attr)!r}"
            except (AttributeError, ValueError):
                pass
        return f"{out} encoding={self._encoding!r}>"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    @property
    def buffer(self):
        return self._buffer

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def write_through(self):
        return self._write_through

    @property
    def newlines(self):
        return getattr(self._decoder, "newlines", None)

    @property
    def name(self):
        return self._buffer.name

    @property
    def closed(self):
        self._attached()
        return self._buffer.closed

    def _attached(self):
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached")

    def _check(self):
        self._attached()
        if self._buffer.closed:
            raise ValueError("I/O operation on closed file.")

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        if self._decoder is not None and (encoding is not None or errors is not None or newline is not ...):
            raise UnsupportedOperation("It is not possible to set the encoding or newline of stream after the first read")
        self.flush()
        self._plain = False
        if newline is not ...:
            _check_newline(newline)
            self._set_newline(newline)
        if encoding is not None:
            import codecs

            self._info = codecs.lookup(encoding)
            self._encoding = encoding
            errors = errors or "strict"
        if errors is not None:
            self._errors = errors
        if encoding is not None or errors is not None:
            self._encoder = None
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)

    def readable(self):
        self._attached()
        return self._buffer.readable()

    def writable(self):
        self._attached()
        return self._buffer.writable()

    def seekable(self):
        self._attached()
        return self._buffer.seekable()

    def fileno(self):
        self._attached()
        return self._buffer.fileno()

    def isatty(self):
        self._attached()
        return self._buffer.isatty()

    def detach(self):
        self._attached()
        self.flush()
        buffer, self._buffer, self._plain, self._file, self._read_file = self._buffer, None, False, None, None
        return buffer

    def close(self):
        if self._buffer is not None and not self._buffer.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def __del__(self):
        try:
            if not self.closed and (warn := getattr(self._buffer, "_dealloc_warn", None)) is not None:
                warn(self, 3)
            self.close()
        except Exception:
            pass

    # writing

    def write(self, text, /):
        file = self._file
        if file is None or file._fd < 0:
            self._check()
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        n = len(text)
        if self._plain and text.isascii() and not self._text:
            # The usual case: encoding would change nothing.
            self._pending.append(text)
            self._pending_size += n
            if self._pending_size >= self._CHUNK_SIZE:
                self._write_pending()
            return n
        flush = self._line_buffering and ("\n" in text or "\r" in text)
        if self._writenl is not None and "\n" in text:
            text = text.replace("\n", self._writenl)
        if self._encoder is None and not self._buffer.writable():
            raise UnsupportedOperation("not writable")
        data = (self._encoder or self._get_encoder()).encode(text)
        if self._text:
            self._sync()
        self._pending.append(data)
        self._pending_size += len(data)
        self._settle()
        if self._pending_size >= self._CHUNK_SIZE or flush or self._write_through:
            self._write_pending()
            if flush:
                self._buffer.flush()
        self._snapshot = None
        return n

    def _settle(self):
        """Find out whether ASCII text may be written as it is from now on."""
        self._plain = (
            self._encoder is not None and self._writenl is None and not self._line_buffering and not self._write_through
            and self._info.name in ("utf-8", "ascii", "iso8859-1", "cp1252") and self._file is not None)

    def _write_pending(self):
        if self._pending:
            data = b"".join([p.encode() if isinstance(p, str) else p for p in self._pending])
            self._pending, self._pending_size = [], 0
            self._buffer.write(data)

    def _sync(self):
        """Go back to where the program has read to, before it writes."""
        if self._at < len(self._text) and self._seekable:
            self.seek(self.tell())
        self._forget()

    def flush(self):
        self._check()
        self._write_pending()
        self._buffer.flush()
        self._telling = self._seekable

    # reading

    def _read_chunk(self):
        """Decode more; False at the end."""
        decoder = self._decoder or self._get_decoder()
        state = None
        if self._telling:
            state = decoder.getstate()
        buffer = self._buffer
        data = (getattr(buffer, "read1", None) or buffer.read)(_CHUNK)
        if not isinstance(data, (bytes, bytearray)):
            raise TypeError(f"underlying read1() should have returned a bytes-like object, not {type(data).__name__!r}")
        text = decoder.decode(data, not data)
        rest = self._text[self._at :] if self._at < len(self._text) else ""
        if state is not None:
            # Text before the chunk can no longer be told of.
            self._snapshot = (state[1], state[0] + data, len(rest))
        self._text, self._at = rest + text if rest else text, 0
        return bool(data)

    def _need_read(self):
        self._check()
        if self._decoder is None and not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        if self._pending:
            self._write_pending()

    def read(self, size=-1, /):
        file, at = self._read_file, self._at
        if file is not None and file._fd >= 0 and type(size) is int and 0 < size <= len(self._text) - at:
            # The usual case of what was opened for reading only.
            self._at = at + size
            return self._text[at : at + size]
        size = _size(size)
        self._need_read()
        decoder = self._get_decoder()
        if size < 0:
            text = self._text[self._at :] + decoder.decode(self._buffer.read(), final=True)
            self._forget()
            return text
        while len(self._text) - self._at < size and self._read_chunk():
            pass
        text = self._text[self._at : self._at + size]
        self._at += len(text)
        return text

    def readline(self, size=-1, /):
        file = self._read_file
        if size == -1 and file is not None and file._fd >= 0 and self._translate:
            end = self._text.find("\n", self._at) + 1
            if end:
                start, self._at = self._at, end
                return self._text[start:end]
        if not isinstance(size, int):
            if not hasattr(type(size), "__index__"):
                raise TypeError(f"{type(size).__name__!r} object cannot be interpreted as an integer")
            size = size.__index__()
        self._need_read()
        searched = self._at
        while True:
            end = self._line_end(searched)
            if end >= 0:
                break
            have = len(self._text) - self._at
            if size >= 0 and have >= size:
                end = len(self._text)
                break
            back = 1 if self._readnl == "\r\n" or self._readnl == "" else 0
            if not self._read_chunk():
                end = len(self._text)
                break
            searched = max(have - back, 0)
        if size >= 0:
            end = min(end, self._at + size)
        line = self._text[self._at : end]
        self._at = end
        return line

    def _line_end(self, start):
        """Where the line ends in what is decoded, or -1."""
        text = self._text
        if self._translate or self._readnl == "\n":
            return text.find("\n", start) + 1 or -1
        if self._readnl:
            i = text.find(self._readnl, start)
            return i + len(self._readnl) if i >= 0 else -1
        lf, cr = text.find("\n", start), text.find("\r", start)
        if cr < 0 or 0 <= lf < cr:
            return lf + 1 or -1
        if cr + 1 == len(text):
            return cr + 1  # the decoder keeps a lone \r back until it is sure
        return cr + 2 if text[cr + 1] == "\n" else cr + 1

    def __next__(self):
        self._telling = False
        at = self._at
        if self._translate and not self._pending:
            end = self._text.find("\n", at) + 1
            if end:
                self._at = end
                return self._text[at:end]
        line = self.readline()
        if not line:
            self._snapshot = None
            self._telling = self._seekable
            raise StopIteration
        return line

    # positions

    def tell(self):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if not self._telling:
            raise OSError("telling position disabled by next() call")
        self.flush_pending()
        position = self._buffer.tell()
        if self._decoder is None or self._snapshot is None:
            return position
        flag, data, before = self._snapshot
        position -= len(data)
        used = self._at - before
        if used >= len(self._text) - before and not self._held():
            return position + len(data)
        # Decode again until as many characters have come out.
        decoder, saved = self._decoder, self._decoder.getstate()
        try:
            low, high = 0, len(data)
            while low < high:
                mid = (low + high) // 2
                decoder.setstate((b"", flag))
                if len(decoder.decode(data[:mid])) < used:
                    low = mid + 1
                else:
                    high = mid
            decoder.setstate((b"", flag))
            decoder.decode(data[:low])
            rest, now = decoder.getstate()
            if isinstance(decoder, IncrementalNewlineDecoder) and now & 1:
                low -= 1  # before a \r that is held back
                now &= ~1
            return position + low - len(rest) | (now & 2 if isinstance(decoder, IncrementalNewlineDecoder) else now & 0) << 64
        finally:
            decoder.setstate(saved)

    def _held(self):
        data, flag = self._decoder.getstate()
        return bool(data) or isinstance(self._decoder, IncrementalNewlineDecoder) and flag & 1

    def flush_pending(self):
        self._write_pending()
        self._buffer.flush() if self._buffer.writable() else None

    def seek(self, cookie, whence=0, /):
        self._check()
        if not self._seekable:
            raise UnsupportedOperation("underlying stream is not seekable")
        if whence == 1:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), 0
        elif whence == 2:
            if cookie != 0:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
            self.flush()
            position = self._buffer.seek(0, 2)
            self._forget()
            if self._decoder is not None:
                self._decoder.reset()
            if self._encoder is not None:
                self._encoder.setstate(0) if position else self._encoder.reset()
            return position
        elif whence != 0:
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if cookie < 0:
            raise ValueError(f"negative seek position {cookie}")
        self.flush()
        position = cookie & ((1 << 64) - 1)
        self._buffer.seek(position)
        self._forget()
        if self._decoder is not None:
            if position == 0:
                self._decoder.reset()
            else:
                self._decoder.setstate((b"", (cookie >> 64) if isinstance(self._decoder, IncrementalNewlineDecoder) else 0))
        if self._encoder is not None:
            self._encoder.setstate(0) if position else self._encoder.reset()
        return cookie

    def truncate(self, pos=None, /):
        self.flush()
        if pos is None:
            pos = self.tell()
        return self._buffer.truncate(pos)


class StringIO(_TextIOBase):
    """Text in memory."""

    __module__ = "_io"

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._readnl = newline
        self._decoder = IncrementalNewlineDecoder(None, newline is None) if not newline else None
        self._writenl = newline if newline in ("\r", "\r\n") else None
        self._parts, self._pos = [], 0  # a position of None is the end
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    def _check(self):
        if self._closed:
            raise ValueError("I/O operation on closed file")

    def _all(self):
        if len(self._parts) != 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0]

    def __getstate__(self):
        self._check()
        return self.getvalue(), self._readnl, self.tell(), self.__dict__.copy()

    def getvalue(self):
        self._check()
        return self._all()

    @property
    def line_buffering(self):
        self._check()
        return False

    @property
    def newlines(self):
        return None if self._decoder is None else self._decoder.newlines

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def close(self):
        self._closed = True
        self._parts = []

    def write(self, text, /):
        self._check()
        if not isinstance(text, str):
            raise TypeError(f"string argument expected, got {type(text).__name__!r}")
        n = len(text)
        if self._decoder is not None:
            text = self._decoder.decode(text, True)
        if self._writenl is not None:
            text = text.replace("\n", self._writenl)
        if not text:
            return n
        if self._pos is None:
            self._parts.append(text)
            return n
        whole, pos = self._all(), self._pos
        if pos >= len(whole):
            self._parts.append("\0" * (pos - len(whole)) + text)
            self._pos = None
        else:
            self._parts = [whole[:pos] + text + whole[pos + len(text) :]]
            self._pos = pos + len(text)
        return n

    def tell(self):
        self._check()
        return len(self._all()) if self._pos is None else self._pos

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._pos = pos
        elif whence == 2:
            self._pos = len(self._all())
        return self.tell()

    def read(self, size=-1, /):
        self._check()
        size = _size(size)
        start, whole = self.tell(), self._all()
        text = whole[start:] if size < 0 else whole[start : start + size]
        self._pos = start + len(text)
        return text

    def readline(self, size=-1, /):
        self._check()
        size = _size(size)
        start, whole = self.tell(), self._all()
        if self._readnl == "":
            lf, cr = whole.find("\n", start), whole.find("\r", start)
            if cr >= 0 and (lf < 0 or cr < lf):
                end = cr + 2 if whole[cr + 1 : cr + 2] == "\n" else cr + 1
            else:
                end = lf + 1
        else:
            nl = self._readnl or "\n"
            end = whole.find(nl, start)
            end = end + len(nl) if end >= 0 else 0
        end = end or len(whole)
        if size >= 0:
            end = min(end, start + size)
        self._pos = max(end, start)
        return whole[start:end]

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def truncate(self, size=None, /):
        self._check()
        if size is None:
            size = self.tell()
        elif size < 0:
            raise ValueError(f"Negative size value {size}")
        pos = self.tell()
        self._parts = [self._all()[:size]]
        self._pos = pos
        return size
