"""Temporary files and folders."""

import os as _os

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX",
    "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None


def _names():
    """Names nobody can guess."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
    while True:
        yield "".join(letters[b % len(letters)] for b in _os.urandom(8))


_candidates = _names()


def _get_candidate_names():
    return _candidates


def gettempdir():
    """The folder for temporary files."""
    global tempdir
    if tempdir is None:
        places = [_os.environ[n] for n in ("TMPDIR", "TEMP", "TMP") if _os.environ.get(n)]
        for place in [*places, "/tmp", "/var/tmp", "/usr/tmp", _os.getcwd()]:
            place = _os.path.abspath(place)
            if _os.path.isdir(place) and _os.access(place, _os.W_OK | _os.X_OK):
                tempdir = place
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found in %s" % places)
    return _os.fsdecode(tempdir)


def gettempdirb():
    return _os.fsencode(gettempdir())


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def _arguments(prefix, suffix, dir):
    """Fill in defaults of one type: text, or bytes if anything given is."""
    kind = None
    for arg in (dir, prefix, suffix):
        if arg is None:
            continue
        if isinstance(arg, _os.PathLike):
            arg = _os.fspath(arg)
        this = bytes if isinstance(arg, bytes) else str
        if kind is not None and this is not kind:
            raise TypeError("Can't mix bytes and non-bytes in path components.")
        kind = this
    kind = kind or str
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = template if kind is str else template.encode()
    if dir is None:
        dir = gettempdir() if kind is str else gettempdirb()
    return prefix, suffix, dir, kind


def _unique(prefix, suffix, dir, kind, make):
    """Try names until make() finds one that is free."""
    for _ in range(TMP_MAX):
        name = next(_candidates)
        path = _os.path.join(dir, prefix + (name if kind is str else name.encode()) + suffix)
        try:
            return make(path), _os.path.abspath(path)
        except FileExistsError:
            pass
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """An open descriptor of a new file, and its path."""
    prefix, suffix, dir, kind = _arguments(prefix, suffix, dir)
    flags = _os.O_RDWR | _os.O_CREAT | _os.O_EXCL | _os.O_NOFOLLOW
    return _unique(prefix, suffix, dir, kind, lambda path: _os.open(path, flags, 0o600))


def mkdtemp(suffix=None, prefix=None, dir=None):
    """The path of a new folder."""
    prefix, suffix, dir, kind = _arguments(prefix, suffix, dir)
    return _unique(prefix, suffix, dir, kind, lambda path: _os.mkdir(path, 0o700))[1]


def mktemp(suffix="", prefix=template, dir=None):
    """A path that is free now; somebody else may take it first."""
    dir = gettempdir() if dir is None else dir
    for _ in range(TMP_MAX):
        path = _os.path.join(dir, prefix + next(_candidates) + suffix)
        if not _os.path.lexists(path):
            return _os.path.abspath(path)
    raise FileExistsError(17, "No usable temporary filename found")


class _TemporaryFileWrapper:
    """A file that is deleted when it is closed."""

    def __init__(self, file, name, delete, delete_on_close):
        self.file, self.name, self.delete, self._on_close = file, name, delete, delete_on_close
        self._gone = False

    def __getattr__(self, name):
        value = getattr(self.__dict__["file"], name)
        if not isinstance(value, (int, str, bytes, type(None))):
            setattr(self, name, value)
        return value

    def __repr__(self):
        return f"<{type(self).__name__} file={self.file!r}>"

    def _cleanup(self):
        if self.delete and not self._gone:
            self._gone = True
            _os.unlink(self.name)

    def close(self):
        try:
            self.file.close()
        finally:
            if self._on_close:
                self._cleanup()

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        try:
            self.close()
        finally:
            if not self._gone and self.delete:
                try:
                    self._cleanup()
                except FileNotFoundError:
                    pass
        return result

    def __iter__(self):
        for line in self.file:
            yield line

    def __del__(self):
        if not self._gone:
            try:
                self.file.close()
                self._cleanup()
            except OSError:
                pass


def NamedTemporaryFile(
    mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None,
    delete_on_close=True
):
    """A new file with a name, deleted when it is closed."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        file = open(fd, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)
        raw = getattr(file, "buffer", file)
        getattr(raw, "raw", raw).name = name
        return _TemporaryFileWrapper(file, name, delete, delete_on_close)
    except:
        _os.unlink(name)
        raise


def TemporaryFile(
    mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None
):
    """A new file without a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    _os.unlink(name)
    return open(fd, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)


class SpooledTemporaryFile:
    """A file in memory until it grows beyond max_size."""

    _rolled = False

    def __init__(
        self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None
    ):
        import io

        if "b" in mode:
            self._file = io.BytesIO()
        else:
            self._file = io.TextIOWrapper(io.BytesIO(), encoding=encoding or "utf-8", errors=errors, newline=newline)
        self._max_size = max_size
        self._args = dict(
            mode=mode, buffering=buffering, suffix=suffix, prefix=prefix, encoding=encoding, newline=newline, dir=dir, errors=errors)

    def rollover(self):
        if self._rolled:
            return
        old = self._file
        new = self._file = TemporaryFile(**self._args)
        pos = old.tell()
        if hasattr(new, "buffer"):
            old.flush()
            new.buffer.write(old.detach().getvalue())
        else:
            new.write(old.getvalue())
        new.seek(pos)
        self._rolled = True

    def _check(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def write(self, data):
        n = self._file.write(data)
        self._check()
        return n

    def writelines(self, lines):
        self._file.writelines(lines)
        self._check()

    def truncate(self, size=None):
        if size is not None and size > self._max_size:
            self.rollover()
        return self._file.truncate() if size is None else self._file.truncate(size)

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    @property
    def name(self):
        return getattr(self._file, "name", None)

    @property
    def mode(self):
        return getattr(self._file, "mode", self._args["mode"])

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, *exc):
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        return getattr(self._file, name)


class TemporaryDirectory:
    """A new folder, removed with all in it at the end of the block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore, self._delete, self._gone = ignore_cleanup_errors, delete, False

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *exc):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        if not self._gone or _os.path.exists(self.name):
            self._gone = True
            import shutil

            shutil.rmtree(self.name, ignore_errors=self._ignore)

    def __del__(self):
        if self._delete and not self._gone:
            import warnings

            warnings.warn(f"Implicitly cleaning up {self!r}", ResourceWarning)
            self.cleanup()

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)
