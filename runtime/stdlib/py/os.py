"""The operating system: files, folders, processes, the environment."""

import abc
import posixpath as path
import sys
from _collections_abc import MutableMapping
from posix import *
from posix import _exit, environ as _native_environ, putenv as _putenv, scandir_ as _scandir, unsetenv as _unsetenv

globals().pop("struct_rusage", None)  # it is the module resource's
name, linesep = "posix", "\n"
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules["os.path"] = path
error = OSError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT, P_NOWAIT, P_NOWAITO = 0, 1, 1
supports_bytes_environ = True
supports_dir_fd = supports_effective_ids = frozenset()
supports_fd = {stat, chmod, truncate}
supports_follow_symlinks = {stat, utime}


class PathLike(abc.ABC):
    """Objects that stand for a path."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """Return the path."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        return (cls is PathLike and hasattr(subclass, "__fspath__")) or NotImplemented

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


class _Environ(MutableMapping):
    """The environment; what is set here, child processes inherit."""

    def __init__(self, data, encode, decode):
        self._data, self.encodekey, self.decodekey, self.encodevalue, self.decodevalue = data, encode, decode, encode, decode

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key, value = self.encodekey(key), self.encodevalue(value)
        if not key or b"=" in key:
            raise OSError(22, "Invalid argument")
        _putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        _unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        inside = ", ".join(f"{self.decodekey(k)!r}: {self.decodevalue(v)!r}" for k, v in self._data.items())
        return f"environ({{{inside}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return {**self, **other} if hasattr(other, "keys") else NotImplemented

    def __ror__(self, other):
        return {**other, **self} if hasattr(other, "keys") else NotImplemented


def _encode(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value.encode("utf-8", "surrogateescape")


def _bytes(value):
    if not isinstance(value, bytes):
        raise TypeError("bytes expected, not %s" % type(value).__name__)
    return value


environ = _Environ(
    {fsencode(k): fsencode(v) for k, v in _native_environ.items()}, _encode, lambda b: b.decode("utf-8", "surrogateescape"))
environb = _Environ(environ._data, _bytes, _bytes)


def getenv(key, default=None):
    return environ.get(key, default)


def getenvb(key, default=None):
    return environb.get(key, default)


def putenv(key, value, /):
    _putenv(fsencode(key), fsencode(value))


def unsetenv(key, /):
    _unsetenv(fsencode(key))


def get_exec_path(env=None):
    env = environ if env is None else env
    return (env.get("PATH") or defpath).split(pathsep)


class DirEntry:
    """What scandir() knows of a file without asking again."""

    __slots__ = ("name", "path", "_kind", "_stat", "_lstat", "__weakref__")

    def __init__(self, folder, name, kind):
        self.name, self.path, self._kind = name, path.join(folder, name), kind
        self._stat = self._lstat = None

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def __fspath__(self):
        return self.path

    def inode(self):
        return self.stat(follow_symlinks=False).st_ino

    def stat(self, *, follow_symlinks=True):
        if follow_symlinks and self._kind == "l":
            if self._stat is None:
                self._stat = stat(self.path)
            return self._stat
        if self._lstat is None:
            self._lstat = lstat(self.path)
        return self._lstat

    def _is(self, kind, mode, follow):
        if self._kind == "l":
            if not follow:
                return kind == "l"
        elif self._kind != "?":
            return self._kind == kind
        try:
            return self.stat(follow_symlinks=follow).st_mode & 0o170000 == mode
        except FileNotFoundError:
            return False

    def is_dir(self, *, follow_symlinks=True):
        return self._is("d", 0o040000, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        return self._is("f", 0o100000, follow_symlinks)

    def is_symlink(self):
        return self._kind == "l"

    def is_junction(self):
        return False

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


class _ScanIterator:
    def __init__(self, folder):
        names = _scandir(folder)
        folder = "." if folder is None else fspath(folder)
        self._entries = (DirEntry(folder, name, kind) for name, kind in names)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    return _ScanIterator(path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a folder and the folders above it."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (b"." if isinstance(tail, bytes) else "."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Remove a folder, and those above it that are empty then."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(folder, its folders, its files) for a folder and all in it."""
    todo = [fspath(top)]
    while todo:
        top = todo.pop()
        if isinstance(top, tuple):
            yield top
            continue
        folders, files, inside = [], [], []
        try:
            with scandir(top) as entries:
                for entry in entries:
                    try:
                        folder = entry.is_dir()
                    except OSError:
                        folder = False
                    (folders if folder else files).append(entry.name)
                    if folder and not topdown and (followlinks or not entry.is_symlink()):
                        inside.append(entry.path)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        if topdown:
            yield top, folders, files
            for name in reversed(folders):
                new = path.join(top, name)
                if followlinks or not path.islink(new):
                    todo.append(new)
        else:
            todo.append((top, folders, files))
            todo.extend(reversed(inside))


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError("invalid fd type (%s, expected integer)" % type(fd))
    import io

    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def cpu_count():
    return _cpu_count()


from posix import cpu_count as _cpu_count

process_cpu_count = cpu_count


def sched_getaffinity(pid):
    return set(range(_cpu_count() or 1))


def getloadavg():
    with io_open("/proc/loadavg") as f:
        return tuple(float(x) for x in f.read().split()[:3])


def io_open(*args):
    import io

    return io.open(*args)


def getlogin():
    user = environ.get("LOGNAME") or environ.get("USER")
    if user is None:
        raise OSError(25, "Inappropriate ioctl for device")
    return user


def device_encoding(fd):
    return "utf-8" if isatty(fd) else None


def _exec(name, file, args, env):
    """Become another program. What was printed is written before, or it would be lost."""
    import posix

    if not isinstance(file, (str, bytes, int if name == "execve" else str)) and not hasattr(type(file), "__fspath__"):
        kinds = "string, bytes, os.PathLike or integer" if name == "execve" else "string, bytes or os.PathLike"
        raise TypeError(f"{name}: path should be {kinds}, not {type(file).__name__}")
    argv = "execve: argv" if name == "execve" else "execv() arg 2"
    if not isinstance(args, (list, tuple)):
        raise TypeError(f"{argv} must be a tuple or list")
    if not args:
        raise ValueError(f"{argv} must not be empty")
    args = [fsencode(arg) for arg in args]
    if not args[0]:
        raise ValueError(f"{argv} first element cannot be empty")
    if not hasattr(type(env), "__getitem__"):
        raise TypeError(f"{name}: environment must be a mapping object")
    pairs = []
    for key, value in zip(list(env.keys()), list(env.values())):
        key, value = fsencode(key), fsencode(value)
        if not key or b"=" in key[1:]:
            raise ValueError("illegal environment variable name")
        pairs.append(key + b"=" + value)
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (AttributeError, ValueError, OSError):
            pass
    try:
        posix.exec_(file, args, pairs)
    except OSError as e:
        names = (file,) if name == "execve" else ()
        raise OSError(e.errno, e.strerror, *names) from None


def execv(path, argv, /):
    """Become another program with the environment of this one."""
    _exec("execv", path, argv, environ)


def execve(path, argv, env):
    """Become another program with an environment of its own."""
    _exec("execve", path, argv, env)


def execl(file, *args):
    execv(file, args)


def execle(file, *args):
    *args, env = args
    execve(file, args, env)


def execlp(file, *args):
    execvp(file, args)


def execlpe(file, *args):
    *args, env = args
    execvpe(file, args, env)


def execvp(file, args):
    _search(execv, file, environ, args)


def execvpe(file, args, env):
    _search(execve, file, env, args, env)


def _search(run, file, env, *rest):
    """Run what of this name comes first on PATH; an error that tells more than that it
    is not there is the one to be raised."""
    if path.dirname(file):
        run(file, *rest)
    absent = telling = None
    for folder in get_exec_path(env):
        try:
            run(path.join(fsencode(folder), fsencode(file)), *rest)
        except (FileNotFoundError, NotADirectoryError) as e:
            absent = e
        except OSError as e:
            absent, telling = e, telling or e
    raise telling or absent


def __getattr__(name):
    if name in ("fork", "forkpty"):
        raise AttributeError(
            f"module 'os' has no attribute {name!r}: this runtime cannot fork, for a copy of its process would have one of its"
            " threads only; start a program with subprocess or os.execv instead", name=name)
    raise AttributeError(f"module 'os' has no attribute {name!r}", name=name, obj=sys.modules[__name__])


def popen(cmd, mode="r", buffering=-1):
    """A pipe to or from a command of the shell."""
    if not isinstance(cmd, str):
        raise TypeError("invalid cmd type (%s, expected string)" % type(cmd))
    if mode not in ("r", "w"):
        raise ValueError("invalid mode %r" % mode)
    import io
    import subprocess

    pipes = {"stdout": subprocess.PIPE} if mode == "r" else {"stdin": subprocess.PIPE}
    proc = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **pipes)
    return _wrap_close(proc.stdout if mode == "r" else proc.stdin, proc)


class _wrap_close:
    def __init__(self, stream, proc):
        self._stream, self._proc = stream, proc

    def close(self):
        self._stream.close()
        status = self._proc.wait()
        return None if status == 0 else status << 8 if status > 0 else status

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def system(command):
    import subprocess

    status = subprocess.call(command, shell=True)
    return status << 8 if status >= 0 else -status


__all__ = [n for n in globals() if n[0] != "_" and n not in ("abc", "sys", "MutableMapping", "io_open")]
