"""Paths as objects, with the operations of the file system."""

import os
from pathlib._pure import PurePath, PurePosixPath, PureWindowsPath, text_of as _text_of
from pathlib._flavours import translate as _translate
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG, S_ISSOCK

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class UnsupportedOperation(NotImplementedError):
    """An operation that the path's kind or the system does not have."""


for _class in (PurePath, PurePosixPath, PureWindowsPath):
    _class.__module__ = __name__


class _Info:
    """What is known of a file's type, asked of the system once."""

    __slots__ = ("_path", "_modes")

    def __init__(self, path):
        self._path = str(path)
        self._modes = {}

    def __repr__(self):
        return f"<{'WindowsPathInfo' if os.name == 'nt' else 'PosixPathInfo'}>"

    def _mode(self, follow):
        if follow not in self._modes:
            try:
                self._modes[follow] = os.stat(self._path, follow_symlinks=follow).st_mode
            except (OSError, ValueError):
                self._modes[follow] = 0
        return self._modes[follow]

    def exists(self, *, follow_symlinks=True):
        """Report something at this path."""
        return bool(self._mode(follow_symlinks))

    def is_dir(self, *, follow_symlinks=True):
        """Report a directory at this path."""
        return S_ISDIR(self._mode(follow_symlinks))

    def is_file(self, *, follow_symlinks=True):
        """Whether this path is a regular file."""
        return S_ISREG(self._mode(follow_symlinks))

    def is_symlink(self):
        """Report a symbolic link at this path."""
        return S_ISLNK(self._mode(False))


def _test(check):
    """A method that asks a question of a file's mode; a file that is not there says no."""

    def method(self):
        try:
            return check(self.stat().st_mode)
        except (OSError, ValueError):
            return False

    return method


class Path(PurePath):
    """A path of the file system; Path(...) makes one of this system's kind."""

    __slots__ = ("_info",)

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == "nt" else PosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        super().__init__(*args)
        self._info = None

    @property
    def info(self):
        """What is known of the file's type."""
        if self._info is None:
            self._info = _Info(self)
        return self._info

    @classmethod
    def cwd(cls):
        """The current directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's directory."""
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        """The path of a file URI."""
        from urllib.parse import unquote_to_bytes

        path = uri
        if path[:5].lower() != "file:":
            raise ValueError("URL is missing a 'file:' scheme")
        path = path[5:]
        if path[:3] == "///":
            path = path[2:]
        elif path[:12] == "//localhost/":
            path = path[11:]
        elif path[:2] == "//" and os.name != "nt":
            raise ValueError("file:// scheme is supported only on localhost")
        result = cls(os.fsdecode(unquote_to_bytes(path)))
        if not result.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return result

    def as_uri(self):
        """The path as a file URI."""
        return self._uri()

    def stat(self, *, follow_symlinks=True):
        """What the system knows of the file, as os.stat() does."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """stat() of a link itself."""
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """Report something at this path."""
        try:
            self.stat(follow_symlinks=follow_symlinks)
        except (OSError, ValueError):
            return False
        return True

    def is_dir(self, *, follow_symlinks=True):
        """Report a directory at this path."""
        try:
            return S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError):
            return False

    def is_file(self, *, follow_symlinks=True):
        """Whether this path is a regular file."""
        try:
            return S_ISREG(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except (OSError, ValueError):
            return False

    is_block_device = _test(S_ISBLK)
    is_char_device = _test(S_ISCHR)
    is_fifo = _test(S_ISFIFO)
    is_socket = _test(S_ISSOCK)

    def is_symlink(self):
        """Report a symbolic link at this path."""
        return os.path.islink(self)

    def is_mount(self):
        """Whether this path is a mount point."""
        return os.path.ismount(self)

    def is_junction(self):
        """Whether this path is a junction of Windows."""
        return os.path.isjunction(self)

    def samefile(self, other_path):
        """Whether two paths are of one file."""
        return os.path.samestat(self.stat(), os.stat(other_path))

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file, as the built-in open() does."""
        return open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The content of the file."""
        with self.open("rb", 0) as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """The content of the file as text."""
        with self.open("r", -1, encoding, errors, newline) as f:
            return f.read()

    def write_bytes(self, data):
        """Make the file consist of bytes."""
        view = memoryview(data)
        with self.open("wb") as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make the file consist of a text."""
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", -1, encoding, errors, newline) as f:
            return f.write(data)

    def iterdir(self):
        """The paths in this directory, in no order."""
        names = os.listdir(self)
        # "." would stand before each name.
        return (self.with_segments(*self._segments, name) for name in names)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below this one that match a relative pattern."""
        text = _text_of(pattern)
        parsed = self._pattern(pattern)
        if parsed.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = list(parsed._tail)
        if not parts:
            raise ValueError(f"Unacceptable pattern: {text!r}")
        slash = not isinstance(pattern, PurePath) and text[-1:] in (self.parser.sep, self.parser.altsep)
        sensitive = self.parser.sensitive if case_sensitive is None else case_sensitive
        root = str(self) if self.parts else ""
        for found in self._select(root, parts, 0, slash, sensitive, case_sensitive is not None, recurse_symlinks):
            yield self.with_segments(found or ".")

    def _select(self, path, parts, at, slash, sensitive, always, follow):
        """The texts of paths below path that match the parts of a pattern from at on."""
        if at == len(parts):
            if not slash or os.path.isdir(path or "."):
                yield path
            return
        part, last = parts[at], at == len(parts) - 1

        def below(name):
            return self.parser.join(path, name) if path else name

        if part == "**":
            while at + 1 < len(parts) and parts[at + 1] == "**":
                at += 1
            last = at == len(parts) - 1
            yield from self._select(path, parts, at + 1, last or slash, sensitive, always, follow)
            for entry in self._scan(path):
                if entry.is_dir(follow_symlinks=follow):
                    yield from self._select(below(entry.name), parts, at, slash, sensitive, always, follow)
                elif last and not slash:
                    yield below(entry.name)
        elif part == ".." or not always and not any(c in part for c in "*?["):
            found = below(part)
            if os.path.lexists(found) if last and not slash else os.path.isdir(found):
                yield from self._select(found, parts, at + 1, slash, sensitive, always, follow)
        else:
            match = _translate([part], self.parser.sep, False, sensitive).match
            for entry in self._scan(path):
                if match(entry.name) and (last and not slash or entry.is_dir()):
                    yield from self._select(below(entry.name), parts, at + 1, slash, sensitive, always, follow)

    def _scan(self, path):
        try:
            with os.scandir(path or ".") as entries:
                return list(entries)
        except OSError:
            return []

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """The paths below this one, at any depth, that match a relative pattern."""
        parsed = self._pattern(pattern)
        if parsed.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        text = _text_of(pattern)
        whole = self.parser.join("**", text)  # "**/" of nothing: the directories
        return self.glob(whole, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """(directory, names of directories, names of files) for this directory and all below it, as os.walk() does."""
        try:
            with os.scandir(self) as entries:
                entries = list(entries)
        except OSError as e:
            if on_error is not None:
                on_error(e)
            return
        dirs, files = [], []
        for entry in entries:
            try:
                is_dir = entry.is_dir(follow_symlinks=follow_symlinks)
            except OSError:
                is_dir = False
            (dirs if is_dir else files).append(entry.name)
        if top_down:
            yield self, dirs, files
        for name in dirs:
            yield from (self / name).walk(top_down, on_error, follow_symlinks)
        if not top_down:
            yield self, dirs, files

    def absolute(self):
        """This path from the root, with .. and links as they are."""
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        """This path from the root without links and .."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """This path with ~ and ~user replaced."""
        if self.anchor or not self._tail or not self._tail[0].startswith("~"):
            return self
        home = os.path.expanduser(self._tail[0])
        if home[:1] == "~":
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(home, *self._tail[1:])

    def readlink(self):
        """What a symbolic link leads to."""
        return self.with_segments(os.readlink(self))

    def touch(self, mode=0o666, exist_ok=True):
        """Make the file, or set its time to now."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        flags = os.O_CREAT | os.O_WRONLY
        if not exist_ok:
            flags |= os.O_EXCL
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make a directory, and its parents if asked to."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Change the permissions of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove a file or a link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove an empty directory."""
        os.rmdir(self)

    def owner(self, *, follow_symlinks=True):
        """The name of the owner."""
        try:
            import pwd
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.owner() is unsupported on this system") from None

        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """The name of the group."""
        try:
            import grp
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.group() is unsupported on this system") from None

        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of a file."""
        os.link(target, self)

    def rename(self, target):
        """Rename, and return the new path."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """Rename over what is there, and return the new path."""
        os.replace(self, target)
        return self.with_segments(target)

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copy a file or a tree to a path, and return it."""
        target = self._target(target)
        self._check_apart(target)
        self._copy(target, follow_symlinks, preserve_metadata)
        return target

    def copy_into(self, target_dir, *, follow_symlinks=True, preserve_metadata=False):
        """Copy into a directory, under the same name."""
        return self.copy(self._inside(target_dir), follow_symlinks=follow_symlinks, preserve_metadata=preserve_metadata)

    def move(self, target):
        """Move a file or a tree, and return the new path."""
        import errno

        target = self._target(target)
        try:
            os.replace(self, target)
            return target
        except OSError as e:
            if e.errno != errno.EXDEV:
                raise
        target = self.copy(target, follow_symlinks=False, preserve_metadata=True)
        self._delete()
        return target

    def move_into(self, target_dir):
        """Move into a directory, under the same name."""
        return self.move(self._inside(target_dir))

    def _target(self, target):
        return target if isinstance(target, Path) else self.with_segments(target)

    def _inside(self, directory):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._target(directory) / self.name

    def _check_apart(self, target):
        import errno

        if self == target or target.exists() and self.exists() and self.samefile(target):
            raise self._both(OSError(errno.EINVAL, "Source and target are the same path"), target)
        if self in target.parents:
            raise self._both(OSError(errno.EINVAL, "Source path is a parent of target path"), target)

    def _both(self, error, target):
        error.filename, error.filename2 = str(self), str(target)
        return error

    def _copy(self, target, follow, preserve):
        import shutil

        if not follow and self.is_symlink():
            os.symlink(os.readlink(self), target)
        elif self.is_dir():
            os.mkdir(target)
            for child in self.iterdir():
                child._copy(target / child.name, follow, preserve)
        else:
            shutil.copyfile(self, target)
        if preserve:
            shutil.copystat(self, target, follow_symlinks=follow)

    def _delete(self):
        if self.is_symlink() or not self.is_dir():
            self.unlink()
        else:
            import shutil

            shutil.rmtree(self)


class PosixPath(Path, PurePosixPath):
    """A path of this system, when it is POSIX."""

    __slots__ = ()
    if os.name == "nt":

        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")


class WindowsPath(Path, PureWindowsPath):
    """A path of this system, when it is Windows."""

    __slots__ = ()
    if os.name != "nt":

        def __new__(cls, *args, **kwargs):
            raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
