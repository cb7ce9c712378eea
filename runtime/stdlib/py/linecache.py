"""Lines of source files, kept after the first reading."""

import os
import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# file name -> (size, mtime, lines, full name), or (function that gets the source,)
cache = {}


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget the files that have changed."""
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, _, fullname = entry
        if mtime is None:
            continue  # not a file
        try:
            stat = os.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def _split(source):
    lines = source.splitlines(True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def updatecache(filename, module_globals=None):
    """Read a file anew; [] when that fails."""
    cached = cache.pop(filename, None)
    if not filename:
        return []
    if filename.startswith("<frozen ") and filename.endswith(">"):
        import _imp

        try:
            lines = _split(_imp.source(filename[8:-1]))
        except ImportError:
            return []
        cache[filename] = len(lines), None, lines, filename
        return lines
    if filename.startswith("<") and filename.endswith(">") and not (cached and len(cached) == 1):
        return []
    fullname = filename
    try:
        stat = os.stat(fullname)
    except (OSError, ValueError):
        if cached is not None and len(cached) == 1 or lazycache(filename, module_globals):
            get = cached[0] if cached is not None and len(cached) == 1 else cache.pop(filename)[0]
            try:
                source = get()
            except (ImportError, OSError):
                source = None
            if source is None:
                return []
            lines = _split(source)
            cache[filename] = len(source), None, lines, fullname
            return lines
        if os.path.isabs(filename):
            return []
        for folder in sys.path:
            try:
                fullname = os.path.join(folder, filename)
                stat = os.stat(fullname)
                break
            except (TypeError, AttributeError, OSError, ValueError):
                continue
        else:
            return []
    try:
        with open(fullname, "rb") as file:
            data = file.read()
        lines = _split(_decode(data))
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _decode(data):
    """The text of a source file, by its byte order mark or its declaration."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode()
    for line in data.split(b"\n", 2)[:2]:
        text = line.strip()
        if text.startswith(b"#") and b"coding" in text:
            rest = text.partition(b"coding")[2]
            if rest[:1] in b":=" and rest:
                name = rest[1:].split()[0].decode("ascii", "replace") if rest[1:].split() else ""
                name = "".join(c for c in name if c.isalnum() or c in "-_.")
                return data.decode(name or "utf-8")
    return data.decode()


def lazycache(filename, module_globals):
    """Remember how a loader would get the source of a file, in case it is asked for."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or filename.startswith("<") and filename.endswith(">"):
        return False
    if module_globals and "__name__" in module_globals:
        spec = module_globals.get("__spec__")
        name = getattr(spec, "name", None) or module_globals["__name__"]
        loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
        get_source = getattr(loader, "get_source", None)
        if name and get_source:
            cache[filename] = (lambda: get_source(name),)
            return True
    return False
