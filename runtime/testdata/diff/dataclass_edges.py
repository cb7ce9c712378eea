# Dataclasses: an __init__ of one's own stays, annotations as text, slots of bases, methods in the class's module, recursive reprs.
import dataclasses
import typing
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, Generic, Protocol, TypeVar


@dataclass
class Own:
    x: int

    def __init__(self, x):
        self.x = 2 * x


print(Own(3))


class P(Protocol):
    a: int


@dataclass
class FromProtocol(P):
    def __init__(self, a):
        self.a = a * 2


print(FromProtocol(5).a)
for text in "ClassVar[int]", " ClassVar ", "typing.ClassVar", "typing . ClassVar[str]", "typing.ClassVar+", "typing..ClassVar", "typong.ClassVar", "t.ClassVar", "typing.ClassVarx[int]", "CV", "dataclasses.ClassVar[int]":

    @dataclass
    class T:
        x: text

    print(repr(text), [f.name for f in dataclasses.fields(T)])
for text in "InitVar[int]", "dataclasses.InitVar", "dataclasses . InitVar[str]", "typing.InitVar", "dataclasses..InitVar":

    @dataclass
    class T:
        x: text

    print(repr(text), hasattr(T(1), "x"))


class Root:
    __slots__ = iter(["a"])


class Plain:
    pass


X = TypeVar("X")
for bases in (Root,), (Plain,), (Generic[X],), (Generic[X], Plain), (Plain, Generic[X]):
    try:

        @dataclass(slots=True, weakref_slot=True)
        class Sloted(*bases):
            x: int

        print(Sloted.__slots__, Sloted(1))
    except TypeError as e:
        print(e)


@dataclass(frozen=True, slots=True)
class State:
    foo: str

    def __getstate__(self):
        return [self.foo + "!"]


import copy

print(copy.copy(State("a")))


@dataclass
class Tree:
    children: list = field(default_factory=list)


tree = Tree()
tree.children.append(tree)
print(tree)
print(Tree.__init__.__globals__ is globals(), Tree.__eq__.__globals__ is globals(), Tree.__repr__.__wrapped__ is not None)


@dataclass
class Later:
    child: "Later | None" = None
    n: "Number" = 0


Number = int
print(typing.get_type_hints(Later.__init__))
f = dataclasses.fields(Later)[0]
f.type = f
print(repr(f).count("..."), repr(f)[:40])
