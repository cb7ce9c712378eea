"""Paths of POSIX systems, as text or bytes (os.path)."""

from posix import fspath, getcwd, getcwdb, lstat as _lstat, readlink as _readlink, stat as _stat

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
    "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars",
    "normpath", "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
    "extsep", "devnull", "realpath", "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive",
    "ALLOW_MISSING",
]

curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull = ".", "..", ".", "/", ":", "/bin:/usr/bin", None, "/dev/null"
supports_unicode_filenames = False


class _AllowMissing:
    def __repr__(self):
        return "os.path.ALLOW_MISSING"


ALLOW_MISSING = _AllowMissing()


def _sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def _refuse(name, paths):
    """Complain about arguments that are neither all text nor all bytes."""
    text = data = False
    for p in paths:
        if isinstance(p, str):
            text = True
        elif isinstance(p, bytes):
            data = True
        else:
            raise TypeError(f"{name}() argument must be str, bytes, or os.PathLike object, not {type(p).__name__!r}") from None
    if text and data:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_sep(s))


def join(a, /, *p):
    path = fspath(a)
    sep = _sep(path)
    try:
        for part in p:
            part = fspath(part)
            if part.startswith(sep) or not path:
                path = part
            else:
                path += part if path.endswith(sep) else sep + part
    except (TypeError, AttributeError):
        _refuse("join", (a, *p))
        raise
    return path


def split(p):
    p = fspath(p)
    sep = _sep(p)
    cut = p.rfind(sep) + 1
    head, tail = p[:cut], p[cut:]
    return head.rstrip(sep) or head, tail


def splitroot(p):
    p = fspath(p)
    sep, empty = _sep(p), p[:0]
    if p[:1] != sep:
        return empty, empty, p
    if p[1:2] != sep or p[2:3] == sep:
        return empty, sep, p[1:]
    return empty, p[:2], p[2:]


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def splitext(p):
    p = fspath(p)
    name = p[p.rfind(_sep(p)) + 1 :]
    dot = b"." if isinstance(p, bytes) else "."
    stem = name.lstrip(dot)
    at = stem.rfind(dot)
    if at <= 0:
        return p, p[:0]
    size = len(stem) - at
    return p[:-size], p[-size:]


def basename(p):
    p = fspath(p)
    return p[p.rfind(_sep(p)) + 1 :]


def dirname(p):
    return split(p)[0]


def _mode(path, stat=_stat):
    try:
        return stat(path).st_mode & 0o170000
    except (OSError, ValueError):
        return 0


def exists(path):
    return _mode(path) != 0


def lexists(path):
    return _mode(path, _lstat) != 0


def isfile(path):
    return _mode(path) == 0o100000


def isdir(s):
    return _mode(s) == 0o040000


def islink(path):
    return _mode(path, _lstat) == 0o120000


def isjunction(path):
    fspath(path)
    return False


isdevdrive = isjunction


def ismount(path):
    try:
        here = _lstat(path)
        if here.st_mode & 0o170000 == 0o120000:
            return False
        above = _lstat(join(fspath(path), b".." if isinstance(path, bytes) else ".."))
    except (OSError, ValueError):
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def getsize(filename):
    return _stat(filename).st_size


def getmtime(filename):
    return _stat(filename).st_mtime


def getatime(filename):
    return _stat(filename).st_atime


def getctime(filename):
    return _stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(_stat(f1), _stat(f2))


def sameopenfile(fp1, fp2):
    return samestat(_stat(fp1), _stat(fp2))


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = tuple(map(fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    try:
        sep = _sep(paths[0])
        dot = b"." if sep == b"/" else "."
        if len({p.startswith(sep) for p in paths}) != 1:
            raise ValueError("Can't mix absolute and relative paths")
        parts = [[c for c in p.split(sep) if c and c != dot] for p in paths]
    except (TypeError, AttributeError):
        _refuse("commonpath", paths)
        raise
    return (sep if paths[0].startswith(sep) else sep[:0]) + sep.join(commonprefix(parts))


def normpath(path):
    path = fspath(path)
    sep = _sep(path)
    dot, up = (b".", b"..") if sep == b"/" else (".", "..")
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(sep):
        if not part or part == dot:
            continue
        if part == up and (root or parts) and not (parts and parts[-1] == up):
            if parts:
                parts.pop()
            continue
        parts.append(part)
    return root + sep.join(parts) or dot


def abspath(path):
    path = fspath(path)
    if isinstance(path, bytes):
        return normpath(path if path.startswith(b"/") else join(getcwdb(), path))
    return normpath(path if path.startswith("/") else join(getcwd(), path))


def relpath(path, start=None):
    path = fspath(path)
    if not path:
        raise ValueError("no path specified")
    sep = _sep(path)
    dot, up = (b".", b"..") if sep == b"/" else (".", "..")
    start = dot if start is None else fspath(start)
    try:
        here = [p for p in abspath(start).split(sep) if p]
        there = [p for p in abspath(path).split(sep) if p]
    except (TypeError, AttributeError):
        _refuse("relpath", (path, start))
        raise
    same = len(commonprefix([here, there]))
    return sep.join([up] * (len(here) - same) + there[same:]) or dot


def realpath(filename, /, *, strict=False):
    """The path without symbolic links."""
    path = fspath(filename)
    sep = _sep(path)
    dot, up = (b".", b"..") if sep == b"/" else (".", "..")
    ignored = () if strict is True else FileNotFoundError if strict is ALLOW_MISSING else OSError
    done = sep if path.startswith(sep) else (getcwdb() if sep == b"/" else getcwd())
    todo = path.split(sep)[::-1]
    seen = {}  # links on the way: what they lead to, None while that is being found
    while todo:
        part = todo.pop()
        if isinstance(part, tuple):
            seen[part[0]] = done
            continue
        if not part or part == dot:
            continue
        if part == up:
            done = dirname(done)
            continue
        new = done + part if done.endswith(sep) else done + sep + part
        try:
            if _lstat(new).st_mode & 0o170000 != 0o120000:
                done = new
                continue
            if new in seen:
                if seen[new] is not None:
                    done = seen[new]
                    continue
                if strict:
                    _stat(new)
                done = new
                continue
            target = _readlink(new)
        except ignored:
            done = new
            continue
        seen[new] = None
        todo.append((new,))
        if target.startswith(sep):
            done = sep
        todo.extend(target.split(sep)[::-1])
    return done


def expanduser(path):
    path = fspath(path)
    tilde = b"~" if isinstance(path, bytes) else "~"
    if not path.startswith(tilde):
        return path
    sep = _sep(path)
    end = path.find(sep, 1)
    if end < 0:
        end = len(path)
    user = path[1:end]
    if not user:
        import os

        home = os.environ.get("HOME")
        if home is None:
            try:
                import pwd

                home = pwd.getpwuid(os.getuid()).pw_dir
            except (ImportError, KeyError):
                return path
    else:
        home = _home_of(user.decode() if isinstance(user, bytes) else user)
        if home is None:
            return path
    if isinstance(path, bytes):
        home = home.encode("utf-8", "surrogateescape")
    return home.rstrip(sep) + path[end:] or sep


def _home_of(user):
    try:
        with open("/etc/passwd", errors="surrogateescape") as f:
            for line in f:
                fields = line.split(":")
                if fields[0] == user and len(fields) > 5:
                    return fields[5]
    except OSError:
        pass
    return None


def expandvars(path):
    path = fspath(path)
    if (b"$" if isinstance(path, bytes) else "$") not in path:
        return path
    import os
    import re

    if isinstance(path, bytes):
        pattern, environ = rb"(?a)\$(\w+|\{[^}]*\}?)", os.environb
        strip = lambda s: s[1:-1] if s.startswith(b"{") and s.endswith(b"}") else s
    else:
        pattern, environ = r"(?a)\$(\w+|\{[^}]*\}?)", os.environ
        strip = lambda s: s[1:-1] if s.startswith("{") and s.endswith("}") else s
    return re.sub(pattern, lambda m: environ.get(strip(m[1]), m[0]), path)
