# record: 3.14
"""Special methods taken over from built-in types, beside others of the same operation."""


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


class Eq(tuple):
    def __eq__(self, o):
        print("eq")
        return NotImplemented if o is None else True

    __ne__ = object.__ne__
    __hash__ = tuple.__hash__


a, b = Eq((1,)), Eq((2,))
t(lambda: a == b, lambda: a != b, lambda: a < b, lambda: a == None, lambda: a != None, lambda: hash(a) == hash((1,)), lambda: {a: 1}[b], lambda: a in [b])


class Lt(int):
    def __lt__(self, o):
        return "mine"

    __gt__ = int.__gt__
    __le__ = float.__le__
    __eq__ = str.__eq__


t(lambda: Lt(1) < 2, lambda: Lt(1) > 0, lambda: Lt(1) <= 2, lambda: Lt(1) >= 2, lambda: Lt(1) == 1, lambda: Lt(1) != 1, lambda: sorted([Lt(2), Lt(1)]), lambda: hash(Lt(1)))


class Add(int):
    __add__ = int.__add__
    __sub__ = int.__add__

    def __radd__(self, o):
        return "radd"

    __rsub__ = int.__sub__
    __mul__ = float.__mul__
    __rpow__ = int.__pow__


t(lambda: Add(5) + 1, lambda: 1 + Add(5), lambda: Add(5) - 1, lambda: 1 - Add(5), lambda: Add(5) * 2, lambda: 2 * Add(5), lambda: 2 ** Add(5), lambda: Add(5) ** 2, lambda: Add(5) + Add(6), lambda: 1.5 + Add(5), lambda: Add.__add__ is int.__add__)


class Items(dict):
    __setitem__ = dict.__setitem__

    def __delitem__(self, k):
        print("del", k)
        super().__delitem__(k)

    __getitem__ = list.__getitem__
    __contains__ = object.__eq__
    __len__ = str.__len__


d = Items(x=1)
d["y"] = 2
del d["x"]
t(lambda: dict.__getitem__(d, "y"), lambda: d["y"], lambda: "y" in d, lambda: len(d), lambda: list(d), lambda: bool(d), lambda: d == {"y": 2})


class Attrs:
    __setattr__ = object.__setattr__

    def __delattr__(self, n):
        print("delattr", n)
        object.__delattr__(self, n)

    __getattribute__ = object.__getattribute__
    __repr__ = object.__str__ if False else int.__repr__
    __str__ = object.__str__
    __hash__ = object.__hash__
    __init__ = object.__init__
    __new__ = object.__new__
    __call__ = type.__call__
    __iter__ = list.__iter__


x = Attrs()
x.v = 1
del x.v
t(lambda: x.v, lambda: repr(x), lambda: str(x), lambda: hash(x) == object.__hash__(x), lambda: x(), lambda: iter(x), lambda: Attrs(1))


class Desc:
    def __init__(self):
        self.log = []

    def __get__(self, o, owner):
        return self.log

    def __set__(self, o, v):
        self.log.append(("set", v))


class Delete(Desc):
    def __delete__(self, o):
        self.log.append("delete")

    __set__ = Desc.__set__


class Use:
    d, e = Desc(), Delete()


u = Use()
u.d = u.e = 5
del u.e
t(lambda: u.d, lambda: u.e, lambda: delattr(u, "d"))
Eq.__ne__ = lambda self, o: "changed"
t(lambda: a != b, lambda: a == b)
del Eq.__ne__
t(lambda: a != b, lambda: a != (1,))
del Eq.__eq__
t(lambda: a != b, lambda: a == (1,))
