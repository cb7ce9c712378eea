# record: 3.14
"""dataclasses: every option, inheritance, errors."""

import dataclasses
from dataclasses import KW_ONLY, MISSING, Field, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import Any, ClassVar


@dataclass
class A:
    x: int
    y: str = "d"
    z: list = field(default_factory=list)
    c: ClassVar[int] = 5
    hidden: int = field(default=1, repr=False, compare=False)
    computed: int = field(init=False, default=9)
    meta: int = field(default=0, metadata={"k": 1})


a = A(1)
print(a, A(1) == a, A(2) == a, A.__match_args__, [f.name for f in fields(A)], a.z is not A(1).z, A.__doc__, fields(a)[5].metadata, asdict(a), astuple(a), is_dataclass(A), is_dataclass(a), is_dataclass(5), A.__hash__)


@dataclass(order=True, frozen=True)
class P:
    x: int
    y: int = 0


p = P(1, 2)
print(p, hash(p) == hash(P(1, 2)), p < P(1, 3), sorted([P(2), P(1, 5), P(1)]), p >= P(1, 2), {p: 1}[P(1, 2)], replace(p, y=9), P.__eq__(p, 5), P.__lt__(p, 5))


@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2


@dataclass
class M:
    a: int
    _: KW_ONLY
    b: int = 5
    c: int = field(kw_only=False, default=7)


print(K(a=1), M(1, 8, b=6), M(1, b=3), K.__match_args__, M.__match_args__)


@dataclass
class I:
    base: InitVar[int]
    extra: InitVar[int] = 10
    total: int = field(init=False)

    def __post_init__(self, base, extra):
        self.total = base + extra


print(I(1), I(1, 2), I(base=5).total, [f.name for f in fields(I)])


@dataclass(slots=True)
class S:
    a: int
    b: int = 2


s = S(1)
print(s, S.__slots__, hasattr(s, "__dict__"), s == S(1, 2))


@dataclass(slots=True, frozen=True, weakref_slot=True)
class W:
    a: int


print(W(1), W.__slots__, hash(W(1)) == hash(W(1)))


@dataclass
class Base:
    x: int = 1
    y: int = 2


@dataclass
class Derived(Base):
    z: int = 3
    x: int = 10


print(Derived(), Derived(5, 6, 7), [f.name for f in fields(Derived)], Derived() == Base(), isinstance(Derived(), Base))


@dataclass(repr=False, eq=False)
class N:
    x: int = 1


print(N() == N(), N.__hash__ is object.__hash__, "__repr__" in N.__dict__)


@dataclass(unsafe_hash=True)
class U:
    x: int
    y: int = field(default=0, hash=False)


print(hash(U(1, 2)) == hash(U(1, 3)), U(1, 2) == U(1, 3))


@dataclass(init=False)
class NoInit:
    x: int = 5


print(NoInit(), NoInit.x)


@dataclass
class Nested:
    items: list
    d: dict
    t: tuple
    inner: Any = None


n = Nested([P(1), [P(2)]], {"k": P(3)}, (P(4), 5), P(6))
print(asdict(n), astuple(n), asdict(n, dict_factory=lambda kv: sorted(k for k, v in kv)), n)
D = make_dataclass("D", ["a", ("b", int), ("c", int, field(default=3))], namespace={"m": lambda self: self.c})
print(D(1, 2), D(1, 2).m(), [f.type for f in fields(D)], D.__module__)
rec = Nested([], {}, ())
rec.items.append(rec)
print(rec)


class Mutable:
    __hash__ = None


tests = [
    "@dataclass\nclass E:\n x: int = 1\n y: int",
    "@dataclass\nclass E:\n x: list = []",
    "@dataclass\nclass E:\n x: Mutable = Mutable()",
    "@dataclass\nclass E:\n x = field()",
    "@dataclass\nclass E:\n x: int = field(default=1, default_factory=int)",
    "@dataclass(order=True, eq=False)\nclass E:\n x: int",
    "@dataclass(order=True)\nclass E:\n x: int\n def __lt__(self, o): pass",
    "@dataclass(frozen=True)\nclass E(Base):\n q: int = 1",
    "@dataclass\nclass E(P):\n q: int = 1",
    "@dataclass(unsafe_hash=True)\nclass E:\n x: int\n def __hash__(self): return 1",
    "@dataclass(slots=True)\nclass E:\n __slots__ = ('x',)\n x: int",
    "@dataclass(weakref_slot=True)\nclass E:\n x: int",
    "@dataclass\nclass E:\n a: int\n _: KW_ONLY\n b: int\n __: KW_ONLY",
    "@dataclass\nclass E:\n x: ClassVar[int] = field(default_factory=int)",
    "make_dataclass('E', ['1x'])",
    "make_dataclass('E', ['class'])",
    "make_dataclass('E', ['x', 'x'])",
    "make_dataclass('E', [('x',)])",
    "fields(5)",
    "asdict(A)",
    "replace(A, x=1)",
    "replace(a, computed=1)",
    "replace(a, nope=1)",
    "replace(I(1))",
    "A()",
    "A(1, q=2)",
    "A(1, 2, 3, 4, 5, 6)",
    "K(1)",
    "p.x = 5",
    "del p.x",
    "p.new = 1",
    "s.nope = 1",
    "a < a",
    "hash(a)",
]
for src in tests:
    try:
        exec(src)
        print("fine", src)
    except Exception as e:
        print(type(e).__name__, e)
print(repr(fields(P)[1])[:60], MISSING is dataclasses.MISSING, issubclass(FrozenInstanceError, AttributeError), Field.__name__)
match p:
    case P(x, y):
        print(x, y)
import copy

print(copy.replace(p, x=7), copy.copy(a) == a, copy.deepcopy(n) == n)
