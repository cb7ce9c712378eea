"""repr() with bounds on the length of what it says."""

import builtins
from _thread import get_ident
from itertools import islice

__all__ = ["Repr", "repr", "recursive_repr"]


def recursive_repr(fillvalue="..."):
    """Make a __repr__ give fillvalue where it is called for an object that it is at work on."""

    def decorate(function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return function(self)
            finally:
                running.discard(key)

        for name in "__module__", "__doc__", "__name__", "__qualname__", "__type_params__":
            setattr(wrapper, name, getattr(function, name, () if name == "__type_params__" else None))
        wrapper.__wrapped__ = function
        return wrapper

    return decorate


class Repr:
    """Methods named repr_ and a type say how its objects are shown."""

    _lookup = {
        "tuple": "builtins", "list": "builtins", "array": "array", "set": "builtins", "frozenset": "builtins",
        "deque": "collections", "dict": "builtins", "str": "builtins", "int": "builtins",
    }  # fmt: skip

    def __init__(self, *, maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6, maxdeque=6,
                 maxstring=30, maxlong=40, maxother=30, fillvalue="...", indent=None):
        self.maxlevel = maxlevel
        self.maxtuple = maxtuple
        self.maxlist = maxlist
        self.maxarray = maxarray
        self.maxdict = maxdict
        self.maxset = maxset
        self.maxfrozenset = maxfrozenset
        self.maxdeque = maxdeque
        self.maxstring = maxstring
        self.maxlong = maxlong
        self.maxother = maxother
        self.fillvalue = fillvalue
        self.indent = indent

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        cls = type(x)
        name = "_".join(cls.__name__.split())
        method = getattr(self, "repr_" + name, None)
        # A class of the same name from elsewhere is not what the methods here are for.
        if method is None or name in self._lookup and self._lookup[name] != getattr(cls, "__module__", None):
            return self.repr_instance(x, level)
        return method(x, level)

    def _join(self, pieces, level):
        if self.indent is None:
            return ", ".join(pieces)
        if not pieces:
            return ""
        indent = self.indent
        if isinstance(indent, int):
            if indent < 0:
                raise ValueError(f"Repr.indent cannot be negative int (was {indent!r})")
            indent *= " "
        try:
            line = "\n" + (self.maxlevel - level + 1) * indent
        except TypeError as error:
            raise TypeError(f"Repr.indent must be a str, int or None, not {type(indent)}") from error
        return line + ("," + line).join(pieces) + "," + line[: -len(indent) or None]

    def _shorten(self, text, limit):
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        return text[:head] + self.fillvalue + text[len(text) - tail :]

    def _repr_iterable(self, x, level, left, right, maxiter, trail=""):
        n = len(x)
        if level <= 0 and n:
            return left + self.fillvalue + right
        pieces = [self.repr1(item, level - 1) for item in islice(x, maxiter)]
        if n > maxiter:
            pieces.append(self.fillvalue)
        if n == 1 and self.indent is None:
            right = trail + right
        return left + self._join(pieces, level) + right

    def repr_tuple(self, x, level):
        return self._repr_iterable(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        return self._repr_iterable(x, level, "[", "]", self.maxlist)

    def repr_array(self, x, level):
        if not x:
            return f"array('{x.typecode}')"
        return self._repr_iterable(x, level, f"array('{x.typecode}', [", "])", self.maxarray)

    def repr_set(self, x, level):
        if not x:
            return "set()"
        return self._repr_iterable(_possibly_sorted(x), level, "{", "}", self.maxset)

    def repr_frozenset(self, x, level):
        if not x:
            return "frozenset()"
        return self._repr_iterable(_possibly_sorted(x), level, "frozenset({", "})", self.maxfrozenset)

    def repr_deque(self, x, level):
        return self._repr_iterable(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        pieces = [
            f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}" for key in islice(_possibly_sorted(x), self.maxdict)]
        if len(x) > self.maxdict:
            pieces.append(self.fillvalue)
        return "{" + self._join(pieces, level) + "}"

    def repr_str(self, x, level):
        limit = self.maxstring
        text = builtins.repr(x[:limit])
        if len(text) <= limit:
            return text
        head = max(0, (limit - 3) // 2)
        tail = max(0, limit - 3 - head)
        text = builtins.repr(x[:head] + x[len(x) - tail :])
        return text[:head] + self.fillvalue + text[len(text) - tail :]

    def repr_int(self, x, level):
        try:
            text = builtins.repr(x)
        except ValueError:
            # More digits than may be converted.
            import math
            import sys

            digits = 1 + int(math.log10(abs(x)))
            return f"<{x.__class__.__name__} instance with roughly {digits} digits (limit at {sys.get_int_max_str_digits()}) at 0x{id(x):x}>"
        return self._shorten(text, self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"
        return self._shorten(text, self.maxother)


def _possibly_sorted(x):
    # The order of a set means nothing; some of its items may not be comparable.
    try:
        return sorted(x)
    except Exception:
        return list(x)


aRepr = Repr()
repr = aRepr.repr
