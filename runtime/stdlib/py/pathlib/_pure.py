"""Paths as texts."""

import os
from pathlib._flavours import Posix, Windows, translate


def text_of(arg):
    if isinstance(arg, str):
        return arg
    try:
        found = os.fspath(arg)
    except TypeError:
        found = arg
    if not isinstance(found, str):
        raise TypeError(
            "argument should be a str or an os.PathLike object where __fspath__ returns a str, "
            f"not {type(found).__name__!r}"
        )
    return found


class _Parents:
    """The ancestors of a path, nearest first."""

    def __init__(self, path):
        self._path = path
        self._n = len(path._tail)

    def __len__(self):
        return self._n

    def __getitem__(self, at):
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(self._n)))
        if not -self._n <= at < self._n:
            raise IndexError(at)
        if at < 0:
            at += self._n
        path = self._path
        return path._same_root(path._tail[: self._n - at - 1])

    def __iter__(self):
        return (self[i] for i in range(self._n))

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path without a file system; PurePath(...) makes one of this system's kind."""

    __slots__ = ("_segments", "_drive", "_root", "_tail", "_text")
    parser = Windows if os.name == "nt" else Posix

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == "nt" else PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        segments = []
        flavour = self.parser
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not flavour:
                    segments.extend(s.replace("\\", "/") if arg.parser is Windows else s for s in arg._segments)
                else:
                    segments.extend(arg._segments)
            else:
                segments.append(text_of(arg))
        self._segments = segments
        path = ""
        for part in segments:
            path = flavour.join(path, part) if path else part
        if flavour.altsep:
            path = path.replace(flavour.altsep, flavour.sep)
        drive, root, rest = flavour.splitroot(path)
        if not root and drive.startswith(flavour.sep) and not drive.endswith(flavour.sep):
            parts = drive.split(flavour.sep)
            if len(parts) == 4 and parts[2] not in "?." or len(parts) == 6:
                root = flavour.sep
        self._drive, self._root = drive, root
        self._tail = [p for p in rest.split(flavour.sep) if p and p != "."]
        self._text = None

    def with_segments(self, *segments):
        """A path of this kind from segments; subclasses override it to pass on what they carry."""
        return type(self)(*segments)

    def _same_root(self, tail):
        return self.with_segments(self._format(self._drive, self._root, tail))

    @classmethod
    def _format(cls, drive, root, tail):
        sep = cls.parser.sep
        if drive or root:
            return drive + root + sep.join(tail)
        if tail and cls.parser.splitroot(tail[0])[0]:
            tail = [".", *tail]  # a name that looks like a drive
        return sep.join(tail)

    def __str__(self):
        if self._text is None:
            self._text = self._format(self._drive, self._root, self._tail) or "."
        return self._text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __reduce__(self):
        return self.__class__, tuple(self._segments)

    def as_posix(self):
        """The text with forward slashes."""
        return str(self).replace(self.parser.sep, "/")

    def _key(self):
        return str(self) if self.parser.sensitive else str(self).lower()

    def _parts_key(self):
        return self._key().split(self.parser.sep)

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parser is other.parser and self._key() == other._key()

    def _comparable(self, other):
        return isinstance(other, PurePath) and self.parser is other.parser

    def __lt__(self, other):
        return self._parts_key() < other._parts_key() if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._parts_key() <= other._parts_key() if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._parts_key() > other._parts_key() if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._parts_key() >= other._parts_key() if self._comparable(other) else NotImplemented

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def joinpath(self, *segments):
        """This path with segments behind it; an absolute one begins anew."""
        return self.with_segments(self, *segments)

    drive = property(lambda self: self._drive, doc="The drive, or ''.")
    root = property(lambda self: self._root, doc="The root, or ''.")
    anchor = property(lambda self: self._drive + self._root, doc="Drive and root together.")
    name = property(lambda self: self._tail[-1] if self._tail else "", doc="The last part, or ''.")
    parents = property(_Parents, doc="The ancestors, nearest first.")

    @property
    def parts(self):
        """The parts as a tuple, the anchor first."""
        anchor = self._drive + self._root
        return (anchor, *self._tail) if anchor else tuple(self._tail)

    @property
    def parent(self):
        """The path without its last part."""
        return self._same_root(self._tail[:-1]) if self._tail else self

    def _split_name(self):
        name = self.name
        stem = name.lstrip(".")
        at = stem.rfind(".")
        if at < 0:
            return name, ""
        at += len(name) - len(stem)
        return name[:at], name[at:]

    suffix = property(lambda self: self._split_name()[1], doc="The last extension with its dot, or ''.")
    stem = property(lambda self: self._split_name()[0], doc="The name without its suffix.")

    @property
    def suffixes(self):
        """All the extensions."""
        return ["." + s for s in self.name.lstrip(".").split(".")[1:]]

    def with_name(self, name):
        """The path with another last part."""
        flavour = self.parser
        if not name or flavour.sep in name or flavour.altsep and flavour.altsep in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self._tail:
            raise ValueError(f"{self!r} has an empty name")
        return self._same_root([*self._tail[:-1], name])

    def with_stem(self, stem):
        """The path with another stem."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The path with another suffix; '' removes it."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not suffix.startswith("."):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    def relative_to(self, other, *, walk_up=False):
        """The path from another one to this."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        up = 0
        for step, path in enumerate((other, *other.parents)):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        up = step
        return self.with_segments(*[".."] * up, *self._tail[len(path._tail) :])

    def is_relative_to(self, other):
        """Whether this path is the other one or below it."""
        if not isinstance(other, PurePath):
            other = self.with_segments(other)
        return other == self or other in self.parents

    def is_absolute(self):
        """Whether the path has a root (and a drive, on Windows)."""
        return self.parser.absolute(self._drive, self._root)

    def as_uri(self):
        """The path as a file URI."""
        import warnings

        warnings.warn(
            "pathlib.PurePath.as_uri() is deprecated and scheduled for removal in Python 3.19. Use pathlib.Path.as_uri().",
            DeprecationWarning,
            stacklevel=2,
        )
        return self._uri()

    def _uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes

        path = self.as_posix()
        prefix = "file://"
        if self._drive[1:2] == ":":
            prefix, path = f"file:///{self._drive}", path[2:]
        elif self._drive:
            prefix = "file:"
        return prefix + quote_from_bytes(os.fsencode(path))

    def _pattern(self, pattern):
        return pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path matches a pattern; ** stands for any number of parts."""
        pattern = self._pattern(pattern)
        sensitive = self.parser.sensitive if case_sensitive is None else case_sensitive
        sep = self.parser.sep
        text = str(self) if self.parts else ""
        parts = str(pattern).split(sep) if pattern.parts else []
        return translate(parts, sep, True, sensitive).match(text) is not None

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path matches a pattern, from the right if the pattern is relative."""
        pattern = self._pattern(path_pattern)
        sensitive = self.parser.sensitive if case_sensitive is None else case_sensitive
        own, wanted = self.parts[::-1], pattern.parts[::-1]
        if not wanted:
            raise ValueError("empty pattern")
        if len(own) < len(wanted) or len(own) > len(wanted) and pattern.anchor:
            return False
        return all(translate([w], self.parser.sep, False, sensitive).match(o) for o, w in zip(own, wanted))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path of a POSIX system."""

    __slots__ = ()
    parser = Posix


class PureWindowsPath(PurePath):
    """A path of Windows."""

    __slots__ = ()
    parser = Windows
