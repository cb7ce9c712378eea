"""The names of io, as they are in CPython's native half."""

from io import *
from io import _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase  # noqa: F401
