"""typing's IO, TextIO and BinaryIO, which hardly any program asks for."""

from abc import abstractmethod
from typing import AnyStr, Generic

_methods = "close fileno flush isatty read readable readline readlines seek seekable tell truncate writable write writelines __enter__ __exit__"


def _abstract(name):
    def method(self, *args, **kwds):
        pass

    method.__name__ = name
    return abstractmethod(method)


class IO(Generic[AnyStr]):
    """A file object as open() returns one, for annotations only."""

    __module__ = "typing"
    __slots__ = ()
    for _name in _methods.split():
        locals()[_name] = _abstract(_name)
    del _name
    mode, name, closed = (property(_abstract(n)) for n in ("mode", "name", "closed"))


class BinaryIO(IO[bytes]):
    __module__ = "typing"
    __slots__ = ()


class TextIO(IO[str]):
    __module__ = "typing"
    __slots__ = ()
    buffer, encoding, errors, line_buffering, newlines = (property(_abstract(n)) for n in ("buffer", "encoding", "errors", "line_buffering", "newlines"))
