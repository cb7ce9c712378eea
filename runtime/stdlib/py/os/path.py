"""Paths as text."""

from posix import getcwd, realpath_ as realpath, stat

sep, curdir, pardir, extsep, pathsep, altsep = "/", ".", "..", ".", ":", None


def _text(path):
    return path if isinstance(path, str) else path.decode() if isinstance(path, bytes) else type(path).__fspath__(path)


def join(first, /, *rest):
    path = _text(first)
    for part in map(_text, rest):
        if part.startswith("/") or not path:
            path = part
        else:
            path += part if path.endswith("/") else "/" + part
    return path


def split(path):
    path = _text(path)
    cut = path.rfind("/") + 1
    head, tail = path[:cut], path[cut:]
    return (head if head.strip("/") == "" else head.rstrip("/")), tail


def basename(path):
    return split(path)[1]


def dirname(path):
    return split(path)[0]


def splitext(path):
    path = _text(path)
    name = path[path.rfind("/") + 1 :]
    stem = name.lstrip(".")
    dot = stem.rfind(".")
    if dot <= 0:
        return path, ""
    size = len(stem) - dot
    return path[:-size], path[-size:]


def isabs(path):
    return _text(path).startswith("/")


def normpath(path):
    path = _text(path)
    root = "" if not path.startswith("/") else "//" if path.startswith("//") and not path.startswith("///") else "/"
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == ".." and (parts and parts[-1] != ".." or root):
            if parts:
                parts.pop()
            continue
        parts.append(part)
    return root + "/".join(parts) or "."


def abspath(path):
    path = _text(path)
    return normpath(path if isabs(path) else join(getcwd(), path))


def relpath(path, start="."):
    here, there = ([p for p in abspath(x).split("/") if p] for x in (start, path))
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def _mode(path):
    try:
        return stat(path).st_mode & 0o170000
    except (OSError, ValueError):
        return None


def exists(path):
    return _mode(path) is not None


lexists = exists


def isfile(path):
    return _mode(path) == 0o100000


def isdir(path):
    return _mode(path) == 0o040000


def islink(path):
    try:
        return stat(path, follow_symlinks=False).st_mode & 0o170000 == 0o120000
    except (OSError, ValueError):
        return False


def getsize(path):
    return stat(path).st_size


def getmtime(path):
    return stat(path).st_mtime


def commonprefix(paths):
    if not paths:
        return ""
    low, high = min(paths), max(paths)
    size = 0
    while size < len(low) and low[size] == high[size]:
        size += 1
    return low[:size]


def expanduser(path):
    path = _text(path)
    if path == "~" or path.startswith("~/"):
        from . import environ

        return environ.get("HOME", "/").rstrip("/") + path[1:] or "/"
    return path
