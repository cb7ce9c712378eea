"""UserString."""

import _collections_abc


def _plain(other):
    return other.data if isinstance(other, UserString) else other


class UserString(_collections_abc.Sequence):
    """A str to derive from, in data."""

    def __init__(self, seq):
        self.data = seq if isinstance(seq, str) else seq.data[:] if isinstance(seq, UserString) else str(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data[:],)

    def __eq__(self, string):
        return self.data == _plain(string)

    def __lt__(self, string):
        return self.data < _plain(string)

    def __le__(self, string):
        return self.data <= _plain(string)

    def __gt__(self, string):
        return self.data > _plain(string)

    def __ge__(self, string):
        return self.data >= _plain(string)

    def __contains__(self, char):
        return _plain(char) in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        other = _plain(other)
        return self.__class__(self.data + (other if isinstance(other, str) else str(other)))

    def __radd__(self, other):
        return self.__class__((other if isinstance(other, str) else str(other)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def join(self, seq):
        return self.data.join(seq)

    def encode(self, encoding="utf-8", errors="strict"):
        return self.data.encode(encoding or "utf-8", errors or "strict")

    maketrans = str.maketrans


def _delegate(name, wrap):
    """A method of UserString that the str does."""
    method = getattr(str, name)
    if wrap:
        def call(self, *args, **kwds):
            return self.__class__(method(self.data, *map(_plain, args), **kwds))
    else:
        def call(self, *args, **kwds):
            return method(self.data, *map(_plain, args), **kwds)
    call.__name__ = name
    call.__qualname__ = f"UserString.{name}"
    setattr(UserString, name, call)


for _name in (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip swapcase"
    " title translate upper zfill"
).split():
    _delegate(_name, True)
for _name in (
    "count endswith find format format_map index isalpha isalnum isascii isdecimal isdigit isidentifier islower isnumeric"
    " isprintable isspace istitle isupper partition rfind rindex rpartition rsplit split splitlines startswith"
).split():
    _delegate(_name, False)
del _name

