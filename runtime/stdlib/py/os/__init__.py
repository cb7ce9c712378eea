"""The operating system."""

import sys
from posix import *

from posix import _exit, environ as _native_environ, makedirs_ as _makedirs, putenv, unsetenv

name, sep, altsep, extsep, pathsep, linesep, curdir, pardir, devnull = "posix", "/", None, ".", ":", "\n", ".", "..", "/dev/null"
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2

error = OSError
from . import path

sys.modules["os.path"] = path


class PathLike:
    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        convert = type(path).__fspath__
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    return convert(path)


class _Environ(dict):
    """The environment; what is set here, child processes inherit."""

    def __setitem__(self, key, value):
        for text in (key, value):
            if not isinstance(text, str):
                raise TypeError(f"str expected, not {type(text).__name__}")
        putenv(key, value)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        super().__delitem__(key)
        unsetenv(key)

    def setdefault(self, key, default):
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def pop(self, key, *default):
        if key in self:
            unsetenv(key)
        return super().pop(key, *default)

    def __repr__(self):
        return f"environ({dict(self)!r})"


environ = _Environ(_native_environ)


def getenv(key, default=None):
    return environ.get(key, default)


def makedirs(name, mode=0o777, exist_ok=False):
    if path.exists(name) and not (exist_ok and path.isdir(name)):
        raise FileExistsError(17, "File exists", name)
    _makedirs(name)


unlink = remove
replace = rename
process_cpu_count = cpu_count


def walk(top, topdown=True):
    folders, files = [], []
    for entry in sorted(listdir(top)):
        (folders if path.isdir(path.join(top, entry)) else files).append(entry)
    if topdown:
        yield top, folders, files
    for folder in folders:
        yield from walk(path.join(top, folder), topdown)
    if not topdown:
        yield top, folders, files
