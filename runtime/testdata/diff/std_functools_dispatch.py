"""singledispatch and singledispatchmethod."""

import collections.abc
from abc import ABC
from functools import singledispatch, singledispatchmethod


@singledispatch
def f(x, *rest):
    "doc"
    return "object"


@f.register(int)
def f_int(x):
    return "int"


@f.register
def _(x: str):
    return "str"


@f.register
def _(x: float | complex):
    return "number"


f.register(type(None), lambda x: "none")


@f.register(collections.abc.Sequence)
def _(x):
    return "sequence"


@f.register(list)
@f.register(collections.abc.Mapping)
def both(x):
    return "list or mapping"


class Base:
    pass


class Derived(Base):
    pass


class V(ABC):
    pass


V.register(Derived)
print([f(x) for x in (1, True, "a", 1.5, 2j, None, (1,), [1], {}, b"x", range(3), {1}, Base(), object)])
print(f.dispatch(bool) is f_int, f.dispatch(object)(1), sorted(t.__name__ for t in f.registry), f.registry[int] is f_int, f.__name__, f.__doc__, f.__wrapped__(1))
f.register(Base, lambda x: "base")
print(f(Derived()), f(Base()))
f.register(V, lambda x: "virtual")
print(f(Derived()), f(Base()))


@singledispatch
def g(x):
    return "g"


class A1(ABC):
    pass


class A2(ABC):
    pass


class Both:
    pass


A1.register(Both)
A2.register(Both)
g.register(A1, lambda x: "a1")
print(g(Both()))
g.register(A2, lambda x: "a2")
try:
    print(g(Both()))
except RuntimeError as e:
    print(str(e)[:18])
g.register(Both, lambda x: "own")
print(g(Both()))
g.register(collections.abc.Iterable, lambda x: "iterable")
print(g([]), g("x"), g(5), g(iter([])))


class M:
    @singledispatchmethod
    def show(self, x):
        "shown"
        return "default", x

    @show.register
    def _(self, x: int):
        return "int", x, type(self).__name__

    @show.register(list)
    def _(self, x):
        return "list", len(x)

    @singledispatchmethod
    @classmethod
    def make(cls, x):
        return cls.__name__, "any"

    @make.register
    @classmethod
    def _(cls, x: str):
        return cls.__name__, "str"

    @singledispatchmethod
    @staticmethod
    def stat(x):
        return "s"

    @stat.register(int)
    @staticmethod
    def _(x):
        return "s int"


class N(M):
    pass


m = N()
print(m.show(1), m.show([1, 2]), m.show("a"), N.make("x"), m.make(2), M.stat(1), m.stat("a"), M.show.__doc__)
for bad in (
    lambda: f(), lambda: m.show(), lambda: f.register(5), lambda: f.register("int", len), lambda: singledispatchmethod(5), lambda: f.register(list[int], len),
):
    try:
        print(bad())
    except TypeError as e:
        print(str(e).split(" at 0x")[0])
