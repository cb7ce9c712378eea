"""collections.UserString, for classes that want to be almost a str."""

from _collections_abc import Sequence


def _plain(value):
    return value.data if isinstance(value, UserString) else value


class UserString(Sequence):
    """A str in the attribute data, for subclasses to change."""

    def __init__(self, seq):
        self.data = _plain(seq)[:] if isinstance(seq, (str, UserString)) else str(seq)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def __radd__(self, other):
        return self.__class__((other if isinstance(other, str) else str(other)) + self.data)

    def __add__(self, other):
        return self.__class__(self.data + (_plain(other) if isinstance(other, (str, UserString)) else str(other)))

    def __getnewargs__(self):
        return (self.data[:],)


def _delegate(name, wrap):
    method = getattr(str, name)

    def call(self, *args, **kwds):
        result = method(self.data, *map(_plain, args), **{k: _plain(v) for k, v in kwds.items()})
        return self.__class__(result) if wrap else result

    call.__name__, call.__qualname__ = name, f"UserString.{name}"
    return call


for _names, _wrap in (
    (
        "__str__ __repr__ __hash__ __eq__ __lt__ __le__ __gt__ __ge__ __contains__ __len__ count encode endswith find format format_map index isalpha "
        "isalnum isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join partition rfind rindex rpartition "
        "rsplit split splitlines startswith",
        False,
    ),
    (
        "__getitem__ __mul__ __rmul__ __mod__ capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip "
        "strip swapcase title translate upper zfill",
        True,
    ),
):
    for _name in _names.split():
        setattr(UserString, _name, _delegate(_name, _wrap))
for _name, _to in ("__int__", int), ("__float__", float), ("__complex__", complex):
    setattr(UserString, _name, lambda self, _to=_to: _to(self.data))
UserString.maketrans = str.maketrans
