"""Streams and files."""

import abc
from _io_bytes import (
    DEFAULT_BUFFER_SIZE, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO, FileIO, UnsupportedOperation,
    _BufferedIOBase, _IOBase, _parse, _RawIOBase,
)
from _io_text import IncrementalNewlineDecoder, StringIO, TextIOWrapper, _TextIOBase

__all__ = [
    "BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase",
    "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation",
    "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder", "text_encoding", "Reader", "Writer",
]

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
BlockingIOError = BlockingIOError


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    """The base of all streams."""


class RawIOBase(_RawIOBase, IOBase):
    """The base of unbuffered streams."""


class BufferedIOBase(_BufferedIOBase, IOBase):
    """The base of buffered streams."""


class TextIOBase(_TextIOBase, IOBase):
    """The base of streams of text."""


RawIOBase.register(FileIO)
for _cls in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
    BufferedIOBase.register(_cls)
for _cls in (StringIO, TextIOWrapper, type(__import__("sys").__stdout__)):
    TextIOBase.register(_cls)


def text_encoding(encoding, stacklevel=2, /):
    return "utf-8" if encoding is None else encoding


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Open a file by its path or its descriptor."""
    if not isinstance(file, int):
        file = _path(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if not isinstance(buffering, int):
        raise TypeError(f"{type(buffering).__name__!r} object cannot be interpreted as an integer")
    for what, value in ("encoding", encoding), ("errors", errors):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"open() argument {what!r} must be str or None, not {type(value).__name__}")
    kinds = set(mode)
    if kinds - set("axrwb+t") or len(mode) > len(kinds):
        raise ValueError(f"invalid mode: {mode!r}")
    text, binary, updating = "t" in kinds, "b" in kinds, "+" in kinds
    if not mode:
        _parse(mode)
    if text and binary:
        raise ValueError("can't have text and binary mode at once")
    if len(kinds & set("xrwa")) != 1:
        raise ValueError("must have exactly one of create/read/write/append mode")
    if binary:
        for what, value in ("encoding", encoding), ("errors", errors), ("newline", newline):
            if value is not None:
                raise ValueError(f"binary mode doesn't take {'an' if what[0] == 'e' else 'a'} {what} argument")
        if buffering == 1:
            from warnings import warn

            warn(
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
                RuntimeWarning, 2)
    raw = FileIO(file, mode.replace("t", "").replace("b", ""), closefd, opener=opener)
    result = raw
    try:
        lines = False
        if buffering == 1 and not binary or buffering < 0 and raw.isatty():
            buffering, lines = -1, True
        if buffering == 0:
            if binary:
                return raw
            raise ValueError("can't have unbuffered text I/O")
        size = DEFAULT_BUFFER_SIZE if buffering < 0 or buffering == 1 else buffering
        kind = BufferedRandom if updating else BufferedReader if "r" in kinds else BufferedWriter
        result = buffer = kind(raw, size)
        if binary:
            return buffer
        result = wrapper = TextIOWrapper(buffer, encoding, errors, newline, lines)
        wrapper.mode = mode
        return wrapper
    except:
        result.close()
        raise


def _publish():
    import builtins

    if getattr(builtins.open, "__self__", None) is not None or type(builtins.open) is type(len):
        builtins.open = open  # the native one would only import this module


_publish()


def _path(path):
    if isinstance(path, (str, bytes)):
        return path
    convert = getattr(type(path), "__fspath__", None)
    if convert is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return convert(path)


def open_code(path):
    return open(path, "rb")


class Reader(metaclass=abc.ABCMeta):
    """Whatever read() can be called on."""

    @abc.abstractmethod
    def read(self, size=..., /):
        """Read data from the stream."""

    @classmethod
    def __subclasshook__(cls, other):
        return (cls is Reader and hasattr(other, "read")) or NotImplemented


class Writer(metaclass=abc.ABCMeta):
    """Whatever write() can be called on."""

    @abc.abstractmethod
    def write(self, data, /):
        """Write data to the stream."""

    @classmethod
    def __subclasshook__(cls, other):
        return (cls is Writer and hasattr(other, "write")) or NotImplemented
