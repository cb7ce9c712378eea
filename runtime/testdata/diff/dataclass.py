from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: str = field(default="h", repr=False, compare=False)
    def total(self): return self.x + self.y
p = P(1, 2); print(p, p == P(1, 2), p != P(2), p.total(), asdict(p), astuple(p), replace(p, x=5), [f.name for f in fields(p)])
p.tags.append(1); print(P(1).tags, p)
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = "z"
print(F(1) < F(2), hash(F(1)) == hash(F(1)), sorted([F(3), F(1)]), {F(1): 2})
try: F(1).a = 5
except FrozenInstanceError as e: print(type(e).__name__, e)
@dataclass
class Q(P):
    z: int = 9
    def __post_init__(self): self.sum = self.x + self.z
print(Q(1), Q(1).sum)
for f in (lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: P(1, w=2)):
    try: f()
    except TypeError as e: print(e)
@dataclass(slots=True, kw_only=True)
class S:
    v: int
print(S(v=1))
try:
    @dataclass
    class Bad:
        a: int = 0
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
