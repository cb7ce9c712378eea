"""copy, copyreg, and how objects are taken apart."""

import collections
import copy
import copyreg


class Plain:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self):
        return f"{type(self).__name__}({self.__dict__})"


class Slotted:
    __slots__ = ("a", "b", "__private")

    def __init__(self):
        self.a, self.__private = [1], 2


class Both(Slotted):
    pass


class State:
    def __getstate__(self):
        return {"n": 5}

    def __setstate__(self, state):
        self.got = state


class NewArgs(int):
    def __new__(cls, a, b=0):
        self = super().__new__(cls, a + b)
        self.tag = a
        return self

    def __getnewargs__(self):
        return (self.tag, int(self) - self.tag)


class NewArgsEx:
    def __new__(cls, *a, **kw):
        self = super().__new__(cls)
        self.made = (a, kw)
        return self

    def __getnewargs_ex__(self):
        return (1, 2), {"k": 3}


class L(list):
    pass


class D(dict):
    pass


class Custom:
    def __copy__(self):
        return "shallow"

    def __deepcopy__(self, memo):
        return "deep", sorted(type(k).__name__ for k in memo)


class E(Exception):
    def __init__(self, a, b=1):
        super().__init__(a)
        self.b = b


for x in (1, 1.5, 2j, "s", b"b", None, ..., NotImplemented, int, len, Plain, (1, 2), frozenset([1]), slice(1, 2), range(3)):
    print(x is copy.copy(x), x is copy.deepcopy(x), end=" ")
print()
for x in ([1, [2]], {"a": [1]}, {1, 2}, bytearray(b"ab"), Plain([1]), collections.deque([[1]], 3), collections.defaultdict(list, a=[1]), collections.OrderedDict(a=[1])):
    s, d = copy.copy(x), copy.deepcopy(x)
    print(type(s).__name__, s == x, d == x, s is x, d is x)
p = Plain([1])
s, d = copy.copy(p), copy.deepcopy(p)
print(s.x is p.x, d.x is p.x, d)
b = Both()
b.a, b.z = [1], [2]
s, d = copy.copy(b), copy.deepcopy(b)
print(s.a is b.a, d.a is b.a, s.z, d.z, s._Slotted__private, hasattr(d, "b"))
print(b.__reduce_ex__(4)[2], Slotted().__getstate__(), Plain(3).__getstate__(), object().__getstate__(), (5).__getstate__())
print(copy.copy(State()).got, copy.deepcopy(State()).got, int(copy.copy(NewArgs(2, 3))), copy.copy(NewArgs(2, 3)).tag, copy.copy(NewArgsEx()).made)
for x in (L([1, [2]]), D(a=[1])):
    x.attr = [3]
    s, d = copy.copy(x), copy.deepcopy(x)
    print(type(s).__name__, s == x, s.attr is x.attr, d == x, d.attr is x.attr, d.attr)
print(copy.copy(Custom()), copy.deepcopy([Custom()]))
loop = [1]
loop.append(loop)
d = copy.deepcopy(loop)
print(d[1] is d, d is not loop)
pair = ([],)
t = (pair, pair)
d = copy.deepcopy(t)
print(d[0] is d[1], d[0] is pair, copy.deepcopy((1, (2,))) is not None)
cyc = {}
cyc["me"] = (cyc,)
d = copy.deepcopy(cyc)
print(d["me"][0] is d)
memo = {}
a = [1]
d = copy.deepcopy([a, a], memo)
print(d[0] is d[1], id(a) in memo)
m = p.__eq__
print(copy.copy(m).__self__ is p, copy.deepcopy(m).__self__ == p, copy.deepcopy(m).__self__ is p)
e = E("x", 5)
e.note = "n"
c = copy.copy(e)
print(repr(c), c.b, c.note, copy.copy(OSError(2, "no", "f")).filename, copy.copy(KeyError("k")).args)
for proto in (0, 1, 2, 4):
    r = Plain(1).__reduce_ex__(proto)
    print(proto, r[0].__name__, r[1][0].__name__, len(r), r[2])
print(len.__reduce__() if hasattr(len, "__reduce__") else "", [].append.__reduce__()[1][1], {1}.__reduce__()[1:], slice(1, 2).__reduce__()[1], E("x").__reduce__()[1:])
for bad in (lambda: (i for i in ()), lambda: copy.copy((i for i in ())), lambda: (i for i in ()).__reduce_ex__(4), lambda: copy.replace(5), lambda: iter.__reduce_ex__(2)):
    try:
        r = bad()
        print(type(r).__name__)
    except TypeError as exc:
        print("TypeError", exc)
copyreg.pickle(Plain, lambda x: (Plain, (["reduced"],)))
print(copy.copy(Plain(1)), copy.deepcopy(Plain(1)), copyreg.dispatch_table[complex](1 + 2j))
for args in ((1, 2), (1, lambda x: x, 3)):
    try:
        copyreg.pickle(*args)
    except TypeError as exc:
        print(exc)
copyreg.add_extension("m", "n", 200)
copyreg.add_extension("m", "n", 200)
for args in (("m", "n", 201), ("m", "o", 200), ("m", "p", 0)):
    try:
        copyreg.add_extension(*args)
    except ValueError as exc:
        print(exc)
copyreg.remove_extension("m", "n", 200)


class R:
    def __init__(self, v):
        self.v = v

    def __replace__(self, **changes):
        return R(changes.get("v", self.v))


print(copy.replace(R(1), v=2).v, copy.replace(collections.namedtuple("P", "x y")(1, 2), y=3))
