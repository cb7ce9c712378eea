"""Operations on files and folders."""

import os
import stat

__all__ = [
    "copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error", "SpecialFileError",
    "ExecError", "ignore_patterns", "which", "get_terminal_size", "SameFileError", "disk_usage", "chown", "make_archive",
    "unpack_archive", "get_archive_formats", "get_unpack_formats", "ReadError", "RegistryError",
]

COPY_BUFSIZE = 256 * 1024


class Error(OSError):
    pass


class SameFileError(Error):
    """Source and destination are one file."""


class SpecialFileError(OSError):
    """Something that is no file, such as a pipe."""


class ExecError(OSError):
    pass


class ReadError(OSError):
    pass


class RegistryError(Exception):
    pass


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of an open file to another."""
    length = length or COPY_BUFSIZE
    while data := fsrc.read(length):
        fdst.write(data)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy contents only."""
    try:
        same = os.path.samefile(src, dst)
    except OSError:
        same = False
    if same:
        raise SameFileError("{!r} and {!r} are the same file".format(src, dst))
    for path in (src, dst):
        try:
            mode = os.stat(path).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode):
            raise SpecialFileError("`%s` is a named pipe" % os.fspath(path))
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as fsrc:
        try:
            with open(dst, "wb") as fdst:
                copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                raise FileNotFoundError(f"Directory does not exist: {dst}") from e
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    if not follow_symlinks and os.path.islink(src) and os.path.islink(dst):
        return
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions and times."""
    follow = follow_symlinks or not (os.path.islink(src) and os.path.islink(dst))
    st = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(st.st_mode))


def _inside(src, dst):
    return os.path.join(dst, os.path.basename(src)) if os.path.isdir(dst) else dst


def copy(src, dst, *, follow_symlinks=True):
    dst = _inside(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    dst = _inside(src, dst)
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    def _ignore_patterns(path, names):
        import fnmatch

        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}

    return _ignore_patterns


def copytree(
    src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False
):
    """Copy a folder and all in it."""
    with os.scandir(src) as it:
        entries = list(it)
    ignored = set() if ignore is None else ignore(os.fspath(src), [e.name for e in entries])
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in ignored:
            continue
        from_, to = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        source = entry if copy_function in (copy, copy2) else from_
        try:
            if entry.is_symlink() and symlinks:
                os.symlink(os.readlink(from_), to)
                copystat(source, to, follow_symlinks=False)
            elif entry.is_symlink() and not os.path.exists(from_) and ignore_dangling_symlinks:
                continue
            elif entry.is_dir():
                copytree(source, to, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(source, to)
        except Error as e:
            errors.extend(e.args[0])
        except OSError as e:
            errors.append((from_, to, str(e)))
    try:
        copystat(src, dst)
    except OSError as e:
        errors.append((src, dst, str(e)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a folder and all in it."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    if ignore_errors:
        report = lambda *args: None
    elif onexc is not None:
        report = onexc
    elif onerror is not None:
        report = lambda func, path, exc: onerror(func, path, (type(exc), exc, exc.__traceback__))
    else:

        def report(func, path, exc):
            raise exc

    try:
        if os.path.islink(path):
            raise OSError("Cannot call rmtree on a symbolic link")
    except OSError as e:
        report(os.path.islink, path, e)
        return
    try:
        os.lstat(path)
    except OSError as e:
        report(os.lstat, path, e)
        return
    _remove(path, report)


rmtree.avoids_symlink_attacks = False


def _remove(path, report):
    try:
        with os.scandir(path) as it:
            entries = list(it)
    except FileNotFoundError:
        return
    except OSError as e:
        report(os.scandir, path, e)
        entries = []
    for entry in entries:
        full = os.path.join(path, entry.name)
        if entry.is_dir(follow_symlinks=False):
            _remove(full, report)
            continue
        try:
            os.unlink(full)
        except FileNotFoundError:
            pass
        except OSError as e:
            report(os.unlink, full, e)
    try:
        os.rmdir(path)
    except FileNotFoundError:
        pass
    except OSError as e:
        report(os.rmdir, path, e)


def move(src, dst, copy_function=copy2):
    """Move a file or folder, into dst if that is a folder."""
    real = dst
    if os.path.isdir(dst):
        if os.path.samefile(src, dst) and not os.path.islink(src):
            os.rename(src, dst)
            return None
        real = os.path.join(dst, os.path.basename(os.fspath(src).rstrip("/")))
        if os.path.exists(real):
            raise Error("Destination path '%s' already exists" % real)
    try:
        os.rename(src, real)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), real)
            os.unlink(src)
        elif os.path.isdir(src):
            if (os.path.abspath(dst) + "/").startswith(os.path.abspath(src) + "/"):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst)) from None
            copytree(src, real, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real)
            os.unlink(src)
    return real


def disk_usage(path):
    from collections import namedtuple
    from posix import statvfs

    st = statvfs(path)
    usage = namedtuple("usage", "total used free")
    return usage(st[2] * st[1], (st[2] - st[3]) * st[1], st[4] * st[1])


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    uid, gid = -1 if user is None else user, -1 if group is None else group
    if isinstance(uid, str):
        import pwd

        uid = pwd.getpwnam(uid).pw_uid
    if isinstance(gid, str):
        import grp

        gid = grp.getgrnam(gid).gr_gid
    os.chown(path, uid, gid)


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines: of the environment, or of the terminal."""

    def number(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0

    columns, lines = number("COLUMNS"), number("LINES")
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(1)
        except (ValueError, OSError):
            size = os.terminal_size(fallback)
        columns = columns if columns > 0 else size.columns or fallback[0]
        lines = lines if lines > 0 else size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of a command, or None."""

    def usable(file):
        return os.path.exists(file) and os.access(file, mode) and not os.path.isdir(file)

    if os.path.dirname(cmd):
        return cmd if usable(cmd) else None
    binary = isinstance(cmd, bytes)
    if path is None:
        path = os.environ.get("PATH")
        if path is None:
            path = os.defpath
    if not path:
        return None
    path = os.fsencode(path) if binary else os.fsdecode(path)
    for folder in dict.fromkeys(path.split(b":" if binary else ":")):
        file = os.path.join(folder, cmd)
        if usable(file):
            return file
    return None


_tars = {"tar": "", "gztar": "gz", "bztar": "bz2", "xztar": "xz", "zstdtar": "zst"}


def get_archive_formats():
    return [("gztar", "gzip'ed tar-file"), ("tar", "uncompressed tar file"), ("zip", "ZIP file")]


def get_unpack_formats():
    return [("gztar", [".tar.gz", ".tgz"], "gzip'ed tar-file"), ("tar", [".tar"], "uncompressed tar file"), ("zip", [".zip"], "ZIP file")]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Pack a folder; the modules tarfile and zipfile come from an installed library."""
    root, base = root_dir or os.curdir, base_dir or os.curdir
    if format == "zip":
        import zipfile

        name = base_name + ".zip"
        with zipfile.ZipFile(name, "w", compression=zipfile.ZIP_DEFLATED) as archive:
            for folder, folders, files in os.walk(os.path.join(root, base)):
                for entry in sorted(folders) + sorted(files):
                    full = os.path.join(folder, entry)
                    archive.write(full, os.path.relpath(full, root))
        return name
    if format not in _tars:
        raise ValueError("unknown archive format '%s'" % format)
    import tarfile

    kind = _tars[format]
    name = base_name + ".tar" + ("." + kind if kind else "")
    with tarfile.open(name, "w|" + kind) as archive:
        archive.add(os.path.join(root, base), base)
    return name


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    extract_dir = os.getcwd() if extract_dir is None else extract_dir
    filename = os.fspath(filename)
    if format == "zip" or format is None and filename.endswith(".zip"):
        import zipfile

        with zipfile.ZipFile(filename) as archive:
            archive.extractall(extract_dir)
        return
    if format not in (None, *_tars):
        raise ValueError("Unknown unpack format '{0}'".format(format))
    import tarfile

    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename) from None
    with archive:
        archive.extractall(extract_dir, filter=filter)
