"""Codec registry: encodings, error handlers, streams that encode and decode."""

import _codecs
from _codecs import lookup_error, register_error

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE",
    "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec",
    "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter", "StreamRecoder",
    "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "encode", "decode",
    "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors",
    "backslashreplace_errors", "namereplace_errors", "register_error", "lookup_error",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = BOM64_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = BOM64_BE = b"\x00\x00\xfe\xff"


class CodecInfo(tuple):
    """What the registry knows of an encoding."""

    _is_text_encoding = True

    def __new__(
        cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None,
        *, _is_text_encoding=None
    ):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name, self.encode, self.decode = name, encode, decode
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self.streamwriter, self.streamreader = streamwriter, streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        return "<%s.%s object for encoding %s at %#x>" % (self.__class__.__module__, self.__class__.__qualname__, self.name, id(self))


class Codec:
    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class BufferedIncrementalEncoder(IncrementalEncoder):
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_encode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, consumed = self._buffer_decode(data, self.errors, final)
        self.buffer = data[consumed:]
        return result

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return (self.buffer, 0)

    def setstate(self, state):
        self.buffer = state[0]


class StreamWriter(Codec):
    """A file that encodes what is written to it."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReader(Codec):
    """A file that decodes what is read from it."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reset()

    def reset(self):
        self._bytes, self._chars = b"", ""

    def read(self, size=-1, chars=-1, firstline=False):
        while True:
            if chars >= 0 and len(self._chars) >= chars:
                break
            data = self.stream.read() if size < 0 else self.stream.read(size)
            whole = self._bytes + data
            if not whole:
                break
            text, used = self.decode(whole, self.errors)
            self._bytes = whole[used:]
            self._chars += text
            if not data or size >= 0 and chars < 0 or size < 0:
                break
        if chars < 0:
            result, self._chars = self._chars, ""
        else:
            result, self._chars = self._chars[:chars], self._chars[chars:]
        return result

    def readline(self, size=None, keepends=True):
        line = ""
        while True:
            parts = self._chars.splitlines(True)
            if parts and (len(parts) > 1 or parts[0].splitlines(False)[0] != parts[0]):
                if not (len(parts) == 1 and parts[0].endswith("\r")):
                    self._chars = "".join(parts[1:])
                    line = parts[0]
                    break
            rest = self._chars
            self._chars = ""
            more = self.read(size or 72)
            self._chars = rest + more
            if not more:
                line, self._chars = self._chars, ""
                break
        return line if keepends else line.splitlines(False)[0] if line else ""

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self):
        return self

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamReaderWriter:
    """A file that decodes and encodes."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


_searchers = []
_found = {}


def register(search_function, /):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searchers.append(search_function)


def unregister(search_function, /):
    if search_function in _searchers:
        _searchers.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """The CodecInfo of an encoding."""
    name = encoding.lower().replace(" ", "-").replace("_", "-")
    info = _found.get(name)
    if info is None:
        canon = _codecs.canonical(name)
        if canon is not None:
            info = _native(canon)
        else:
            for search in [*_searchers, _special]:
                info = search(name.replace("-", "_"))
                if info is not None:
                    if not isinstance(info, tuple) or len(info) != 4:
                        raise TypeError("codec search functions must return 4-tuples")
                    break
            else:
                raise LookupError(f"unknown encoding: {encoding}")
        _found[name] = info
    return info


def _native(canon):
    """The CodecInfo of an encoding that is built in."""

    def encode(input, errors="strict"):
        return _codecs.encode(canon, input, errors), len(input)

    def decode(input, errors="strict"):
        return _codecs.decode(canon, bytes(input), errors)

    class Encoder(IncrementalEncoder):
        started = False

        def encode(self, input, final=False):
            data = _codecs.encode(canon, input, self.errors, not self.started)
            self.started = self.started or bool(input) or bool(data)
            return data

        def reset(self):
            self.started = False

        def getstate(self):
            return 0 if self.started or canon not in ("utf-16", "utf-32", "utf-8-sig") else 2 - (canon == "utf-8-sig")

        def setstate(self, state):
            self.started = state == 0

    class Decoder(BufferedIncrementalDecoder):
        actual = None

        def _buffer_decode(self, input, errors, final):
            text, used = _codecs.decode(self.actual or canon, input, errors, final)
            if used and self.actual is None:
                self.actual = _codecs.unmarked(canon, input)
            return text, used

        def reset(self):
            super().reset()
            self.actual = None

        # The flag of a state: 2 at the start, where a mark may come, then 0
        # for this machine's byte order and 1 for the other.

        def getstate(self):
            if canon not in ("utf-16", "utf-32", "utf-8-sig"):
                return self.buffer, 0
            if self.actual is None:
                return self.buffer, 1 if canon == "utf-8-sig" else 2
            return self.buffer, int(self.actual.endswith("be"))

        def setstate(self, state):
            self.buffer, flag = state
            self.actual = None
            if canon == "utf-8-sig":
                self.actual = None if flag else "utf-8"
            elif canon in ("utf-16", "utf-32") and flag < 2:
                self.actual = canon + ("-be" if flag else "-le")

    class Writer(StreamWriter):
        started = False

        def encode(self, input, errors="strict"):
            data = _codecs.encode(canon, input, errors, not self.started)
            self.started = True
            return data, len(input)

        def reset(self):
            self.started = False

    class Reader(StreamReader):
        actual = None

        def decode(self, input, errors="strict"):
            text, used = _codecs.decode(self.actual or canon, input, errors, False)
            if used and self.actual is None:
                self.actual = _codecs.unmarked(canon, input)
            return text, used

        def reset(self):
            super().reset()
            self.actual = None

    for cls, name in (Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Writer, "StreamWriter"), (Reader, "StreamReader"):
        cls.__name__ = cls.__qualname__ = name
        cls.__module__ = "encodings." + canon.replace("-", "_")
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, canon)


def _special(name):
    """Encodings that are no character sets, and IDNA."""
    both = {
        "hex": _hex, "hex_codec": _hex, "base64": _base64, "base64_codec": _base64, "base_64": _base64, "rot13": _rot13,
        "rot_13": _rot13, "unicode_escape": _unicode_escape, "raw_unicode_escape": _raw_unicode_escape, "idna": _idna,
    }.get(name)
    return both and both()


def _plain(name, encode, decode, text=True):
    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(IncrementalDecoder):
        def decode(self, input, final=False):
            return decode(input, self.errors)[0]

    return CodecInfo(encode, decode, None, None, Encoder, Decoder, name, _is_text_encoding=text)


def _hex():
    return _plain("hex", lambda s, e="strict": (b"".join([s]).hex().encode(), len(s)), lambda s, e="strict": (bytes.fromhex(bytes(s).decode()), len(s)), False)


def _base64():
    import base64

    return _plain(
        "base64", lambda s, e="strict": (base64.encodebytes(s), len(s)), lambda s, e="strict": (base64.decodebytes(s), len(s)), False)


def _rot13():
    upper, lower = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(upper + lower, upper[13:] + upper[:13] + lower[13:] + lower[:13])
    turn = lambda s, e="strict": (s.translate(table), len(s))
    return _plain("rot13", turn, turn, False)


def _unicode_escape():
    def encode(s, errors="strict"):
        out = []
        for c in s:
            code = ord(c)
            if c in "\\\n\r\t":
                out.append({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}[c])
            elif 32 <= code < 127:
                out.append(c)
            else:
                out.append("\\x%02x" % code if code < 256 else "\\u%04x" % code if code < 65536 else "\\U%08x" % code)
        return "".join(out).encode("ascii"), len(s)

    return _plain("unicode-escape", encode, lambda b, e="strict": (_unescape(b, True, e), len(b)))


def _raw_unicode_escape():
    def encode(s, errors="strict"):
        parts = (c if ord(c) < 256 else "\\u%04x" % ord(c) if ord(c) < 65536 else "\\U%08x" % ord(c) for c in s)
        return "".join(parts).encode("latin-1"), len(s)

    return _plain("raw-unicode-escape", encode, lambda b, e="strict": (_unescape(b, False, e), len(b)))


def _unescape(data, every, errors):
    import re

    s = data if isinstance(data, str) else bytes(data).decode("latin-1")
    simple = {"\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\n": ""}
    name = "unicodeescape" if every else "rawunicodeescape"

    def replace(m):
        kind, digits = m.group(1)[:1], m.group(1)[1:]
        if kind == "u" or kind == "U" or kind == "x" and every:
            want = {"x": 2, "u": 4, "U": 8}[kind]
            if len(digits) != want:
                raise UnicodeDecodeError(
                    name, bytes(data), m.start(), m.end(), "truncated \\%s escape" % (kind + {"x": "XX", "u": "XXXX", "U": "XXXXXXXX"}[kind]))
            if int(digits, 16) > 0x10FFFF:
                raise UnicodeDecodeError(name, bytes(data), m.start(), m.end(), "illegal Unicode character")
            return chr(int(digits, 16))
        if not every:
            return m.group()
        if kind in simple:
            return simple[kind]
        if kind and kind in "01234567":
            return chr(int(m.group(1), 8))
        if not kind:
            raise UnicodeDecodeError(name, bytes(data), m.start(), m.end(), "\\ at end of string")
        return m.group()

    return re.sub(r"(?s)\\([0-7]{1,3}|x[0-9a-fA-F]{0,2}|u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|.|\Z)", replace, s)


def _idna():
    def encode(s, errors="strict"):
        if not s.isascii():
            raise UnicodeError("encoding of non-ASCII host names is not supported")
        for label in s.rstrip(".").split(".") if s else ():
            if not 0 < len(label) < 64:
                raise UnicodeError("label empty or too long" if label else "label empty")
        return s.encode("ascii"), len(s)

    return _plain("idna", encode, lambda b, e="strict": (bytes(b).decode("ascii"), len(b)))


def _encode_text(text, encoding, errors):
    """str.encode() for encodings that are not native."""
    info = lookup(encoding)
    if not info._is_text_encoding:
        raise LookupError(f"{encoding!r} is not a text encoding; use codecs.encode() to handle arbitrary codecs")
    data = info.encode(text, errors)[0]
    if not isinstance(data, bytes):
        raise TypeError(f"{encoding!r} encoder returned {type(data).__name__!r} instead of 'bytes'; use codecs.encode() to encode to arbitrary types")
    return data


def _decode_text(data, encoding, errors):
    """bytes.decode() for encodings that are not native."""
    info = lookup(encoding)
    if not info._is_text_encoding:
        raise LookupError(f"{encoding!r} is not a text encoding; use codecs.decode() to handle arbitrary codecs")
    text = info.decode(data, errors)[0]
    if not isinstance(text, str):
        raise TypeError(f"{encoding!r} decoder returned {type(text).__name__!r} instead of 'str'; use codecs.decode() to decode to arbitrary types")
    return text


def encode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for text in iterator:
        data = encoder.encode(text)
        if data:
            yield data
    data = encoder.encode("", True)
    if data:
        yield data


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for data in iterator:
        text = decoder.decode(data)
        if text:
            yield text
    text = decoder.decode(b"", True)
    if text:
        yield text


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Open a file that encodes and decodes; io.open() is the better choice."""
    import builtins

    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    wrapped = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    wrapped.encoding = encoding
    return wrapped


def _handler(name):
    def handle(exc):
        if not isinstance(exc, UnicodeError):
            raise TypeError("codec must pass exception instance")
        if name == "strict":
            raise exc
        if isinstance(exc, UnicodeEncodeError):
            part = exc.object[exc.start : exc.end]
            if name == "ignore":
                return "", exc.end
            if name in ("surrogateescape", "surrogatepass"):
                return part.encode("utf-8", name), exc.end
            return part.encode("ascii", name).decode("ascii") if name != "replace" else "?" * len(part), exc.end
        if isinstance(exc, UnicodeDecodeError):
            part = exc.object[exc.start : exc.end]
            if name == "ignore":
                return "", exc.end
            if name == "replace":
                return "\ufffd", exc.end
            if name == "backslashreplace":
                return "".join("\\x%02x" % b for b in part), exc.end
            if name == "surrogateescape":
                return part.decode("ascii", name), exc.end
        raise TypeError(f"don't know how to handle {type(exc).__name__} in error callback")

    handle.__name__ = handle.__qualname__ = name + "_errors"
    return handle


strict_errors, ignore_errors, replace_errors = _handler("strict"), _handler("ignore"), _handler("replace")
xmlcharrefreplace_errors, backslashreplace_errors = _handler("xmlcharrefreplace"), _handler("backslashreplace")
namereplace_errors = _handler("namereplace")
for _name, _fn in (
    ("strict", strict_errors), ("ignore", ignore_errors), ("replace", replace_errors), ("xmlcharrefreplace", xmlcharrefreplace_errors),
    ("backslashreplace", backslashreplace_errors), ("namereplace", namereplace_errors), ("surrogateescape", _handler("surrogateescape")),
    ("surrogatepass", _handler("surrogatepass")),
):
    register_error(_name, _fn)
