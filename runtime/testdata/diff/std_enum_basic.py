"""Enum, IntEnum, StrEnum: definition, access, errors."""

import enum
from enum import Enum, IntEnum, ReprEnum, StrEnum, auto, member, nonmember, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    @property
    def hexed(self):
        return hex(self.value)

    def describe(self):
        return self.name, self.value

    @classmethod
    def favourite(cls):
        return cls.BLUE

    @staticmethod
    def plain():
        return 5

    def __str__(self):
        return f"<{self.name.lower()}>"


print(Color, Color.RED, repr(Color.RED), str(Color.CRIMSON), Color.CRIMSON is Color.RED, Color(1), Color["BLUE"], f"{Color.RED}", f"{Color.RED:>8}")
print(list(Color), len(Color), list(reversed(Color)), Color.__members__, Color.RED in Color, 1 in Color, 9 in Color, "x" in Color)
print(Color.RED.hexed, Color.RED.describe(), Color.favourite(), Color.plain(), Color.RED.GREEN, type(Color.RED), isinstance(Color.RED, Color), bool(Color))
print(Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED == 1, hash(Color.RED) == hash("RED"), {Color.RED: 1}[Color.CRIMSON], Color.RED.__class__)
for bad in (
    lambda: Color(7), lambda: Color["NO"], lambda: Color.NO, lambda: setattr(Color, "RED", 3), lambda: delattr(Color, "RED"), lambda: Color.RED < Color.GREEN,
    lambda: setattr(Color.RED, "value", 3), lambda: setattr(Color.RED, "name", 3), lambda: Color.value, lambda: Color(), lambda: Color.RED + 1, lambda: Color([]),
    lambda: Enum("E"), lambda: Color.RED.nope, lambda: Color(1, 2),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
Color.extra = 5
print(Color.extra, Color.RED.extra)


class N(IntEnum):
    ONE = 1
    TWO = auto()
    TEN = 10
    NEXT = auto()


print(list(N), N.ONE + 1, N.ONE < N.TWO, N.TEN == 10, str(N.ONE), repr(N.ONE), f"{N.ONE:03}", "%d %s" % (N.TWO, N.TWO), N(10), int(N.NEXT), sorted([N.TEN, N.ONE]), N.ONE | N.TWO, [0, 1, 2][N.ONE])


class S(StrEnum):
    A = auto()
    B_C = auto()
    X = "why"


print(list(S), S.A + "b", S.X == "why", str(S.X), f"{S.A}!", S("why"), S.B_C.upper(), {"a": 1}[S.A], "-".join([S.A, S.X]))
for args in ((5,), ("a", 5), ("a", "b", 5), ("a", "b", "c", "d")):
    try:
        type("T", (), {})
        E = StrEnum("E", {"M": args})
    except TypeError as e:
        print(e)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def density(self):
        return round(self.mass / self.radius**3, 4)


print(Planet.EARTH.mass, Planet.MARS.density, Planet((5.97, 6.37)), repr(Planet.MARS), Planet.EARTH.value)


class Coord(bytes, Enum):
    def __new__(cls, value, label):
        obj = bytes.__new__(cls, [value])
        obj._value_ = value
        obj.label = label
        return obj

    PX = (0, "x")
    PY = (1, "y")


print(Coord(1), Coord.PY.label, bytes(Coord.PY), Coord.PX.value)


class Auto(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return (name, start, count, last_values)

    A = auto()
    B = auto()
    C = 5, auto()


print([m.value for m in Auto])


class Special(Enum):
    _ignore_ = "x y"
    x = 5
    A = nonmember(1)
    B = member(lambda self: 2)
    C = 3
    __hidden = 4

    class Inner:
        pass

    def method(self):
        return "m"

    @classmethod
    def _missing_(cls, value):
        if value == "three":
            return cls.C
        if value == "bad":
            return 17
        if value == "raise":
            raise KeyError("inside")
        return None


print([m.name for m in Special], Special.A, Special.Inner, Special("three"), Special.C.method(), hasattr(Special, "x"), Special._Special__hidden)
for v in ("bad", "raise", "none"):
    try:
        Special(v)
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)

A = Enum("A", "x y z")
B = Enum("B", ["p", "q"], start=5, module="mod", qualname="Q.B")
C = IntEnum("C", {"k": 10, "l": 20})
D = Enum("D", [("m", "v1"), ("n", "v2")])
T = Enum("T", "a b", type=int)
print(list(A), list(B), B.__module__, B.__qualname__, list(C), list(D), list(T), T.a + 1, A.__module__, Enum("Empty", ()))
bodies = {
    "dup": {"A": 1},
    "mro": {"mro": 1},
    "sunder": {"_x_": 1},
    "gen": {},
}
tests = [
    "class E(Enum):\n A = 1\n A = 2",
    "class E(Enum):\n A = 1\n def A(self): pass",
    "class E(Enum):\n mro = 1",
    "class E(Enum):\n _bad_ = 1",
    "class E(Enum):\n A = auto()\n def _generate_next_value_(n, s, c, l): return 1",
    "class E(Enum):\n A = 1\n _ignore_ = 'A'",
    "class E(Enum):\n _order_ = 'B A'\n A = 1\n B = 2",
    "class E(Enum):\n A = 'a'\n B = auto()",
    "class E(ReprEnum):\n A = 1",
    "class E(Enum, int):\n A = 1",
    "@unique\nclass E(Enum):\n A = 1\n B = 1\n C = 1",
    "class E(IntEnum):\n A = 'x'",
    "class E(Enum):\n A = 1\nE.A.value = 2",
]
for src in tests:
    try:
        exec(src)
        print("fine")
    except Exception as e:
        print(type(e).__name__, e)


class Base(Enum):
    def shared(self):
        return self.name * 2


class Derived(Base):
    A = 1


print(Derived.A.shared(), issubclass(Derived, Base), isinstance(Derived.A, Enum))


class Named(Enum):
    name = 1
    value = 2


print(Named.name, Named.value, Named.name.value, Named.value.name, list(Named))


class U(Enum):
    A = [1]
    B = {"k": 1}
    C = [1]


print(U([1]), U.C is U.A, U({"k": 1}), [1] in U, list(U))
print(enum.EnumMeta is enum.EnumType, type(Color), enum.EnumType.__name__, [n for n in dir(Color) if n[0] != "_"], [n for n in dir(Color.RED) if n[0] != "_"])


class Mixed(str, Enum):
    A = "a"
    B = "b"


print(Mixed.A == "a", str(Mixed.A), f"{Mixed.A}", repr(Mixed.A), Mixed("b"), Mixed.A.upper(), "x" + Mixed.B)


class F(float, Enum):
    PI = 3.14


print(F.PI * 2, str(F.PI), repr(F.PI), F(3.14))


class WithAlias(Enum):
    A = 1
    B = 2


WithAlias.A._add_alias_("FIRST")
WithAlias.B._add_value_alias_("two")
print(WithAlias.FIRST, WithAlias("two"), WithAlias.__members__)
