# dataclasses: fields, kw_only, slots, frozen, order, inheritance, post-init, errors.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace


@dataclass
class Base:
    a: int
    b: list = field(default_factory=list, repr=False, compare=False)
    c: InitVar[int] = 3
    total: int = field(init=False)
    def __post_init__(self, c): self.total = self.a + c


@dataclass(kw_only=True, slots=True, frozen=True, order=True)
class P:
    x: int
    y: int = 0
    meta: dict = field(default_factory=dict, hash=False, compare=False, metadata={"doc": "m"})


@dataclass
class Mixed(Base):
    d: str = "d"
    _: KW_ONLY
    e: float = 1.5


b = Base(1, [2], 10)
print(b, b.total, b == Base(1, [9], 10), asdict(b), astuple(b), [f.name for f in fields(Base)], replace(b, a=5, c=1).total)
p = P(x=1)
print(p, p < P(x=2), sorted([P(x=2), p]), hash(p) == hash(P(x=1)), P.__slots__, fields(P)[2].metadata["doc"], is_dataclass(P), is_dataclass(p), hasattr(p, "__dict__"))
print(Mixed(1, d="z", e=2), Mixed.__match_args__, P.__match_args__, P.__dataclass_params__.frozen)
M = make_dataclass("M", [("q", int), ("r", list, field(default_factory=list)), "s"][:2], bases=(Base,), namespace={"f": lambda self: self.a}) if False else make_dataclass("M", ["q", ("r", int, 5)], namespace={"f": lambda self: self.q + self.r})
print(M(1), M(1).f(), M.__name__)
match Mixed(7):
    case Mixed(a, total=t):
        print(a, t)
for bad in (lambda: P(1), lambda: setattr(p, "x", 2), lambda: delattr(p, "x"), lambda: Base(), lambda: Mixed(1, [], 3, "d", 9), lambda: P(x=1) < 3, lambda: replace(b), lambda: fields(3), lambda: asdict(Base), lambda: hash(b), lambda: make_dataclass("X", ["1a"]), lambda: make_dataclass("X", ["a", "a"])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
for body in ("class A:\n a: int = 1\n b: int", "class A:\n a: list = []", "class A:\n a: int = field(default=1, default_factory=int)", "class A(P):\n z: int = 0"):
    try:
        exec("@dataclass\n" + body, {**globals()})
    except Exception as e:
        print(type(e).__name__, e)
@dataclass(eq=False, repr=False, unsafe_hash=True)
class Odd:
    n: int = 0
    def __repr__(self): return "odd"
print(Odd(), Odd() == Odd(), hash(Odd(3)) == hash(Odd(3)), dataclasses.MISSING is fields(Odd)[0].default_factory)
