# record: 3.14
"""Flag and IntFlag: combination, boundaries, names, verify()."""

import enum
from enum import CONFORM, CONTINUOUS, EJECT, KEEP, NAMED_FLAGS, STRICT, UNIQUE, Enum, Flag, IntEnum, IntFlag, auto, verify


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    NONE = 0


print(P, list(P), len(P), P.R | P.W, P.RW is P.R | P.W, P.R & P.W, ~P.R, P.R ^ P.RW, P(0), P(5), repr(P(7)), str(P(6)), P.__members__)
print(list(P(5)), len(P(7)), P.R in P.RW, P.X in P.RW, bool(P.NONE), bool(P.R), P.NONE.name, P(5).name, P(5).value, P(5) is P.R | P.X, ~P.NONE, ~P(7))
for bad in (lambda: P(8), lambda: P(-9), lambda: P("x"), lambda: P.R | 1, lambda: P.R & "x", lambda: 1 in P.R, lambda: P.R < P.W, lambda: P(1.5), lambda: P.R in 5):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(P(-1), P(-2), 3 in P, 9 in P, P.R in P)


class I(IntFlag):
    A = 1
    B = 2
    D = 8


print(list(I), I.A | I.B, I(3), I(5), I(16), repr(I(20)), I.A | 4, I.A + 1, ~I.A, I(-1), I(-2), str(I(3)), f"{I(3)}", I.A & 3, 1 | I.B, I(0), list(I(11)), I.A == 1, I(5).name, I(4).name)
print(isinstance(I.A | 4, I), type(I.A | I.B).__name__, type(I.A + 1).__name__, int(I.D), I.D.bit_length(), I.A in I(3), I.A ^ I.B, 5 ^ I.A, I(7) & ~I.A)


class Strict(Flag, boundary=STRICT):
    A = 1
    C = 4


class Conform(Flag, boundary=CONFORM):
    A = 1
    C = 4


class Eject(IntFlag, boundary=EJECT):
    A = 1
    C = 4


class Keep(Flag, boundary=KEEP):
    A = 1
    C = 4


for cls in (Strict, Conform, Eject, Keep):
    for v in (0, 1, 2, 3, 5, 8, -1, -2):
        try:
            r = cls(v)
            print(cls.__name__, v, repr(r), type(r).__name__, end="; ")
        except ValueError as e:
            print(cls.__name__, v, e, end="; ")
    print(~cls.A)
print(list(enum.FlagBoundary), repr(KEEP), enum.FlagBoundary("strict"))


class Bits(Flag):
    HIGH = 8
    LOW = 1
    MID = 4


print(list(Bits), list(Bits(13)), Bits(13), Bits(5).name)


class Black(Flag):
    A = 1
    AB = 3
    C = 4


print(list(Black), Black.AB, [m.name for m in Black.__members__.values()], ~Black.A, Black(1) | Black.C)


class Named(Flag):
    A = "x"
    B = "y"


print(list(Named), Named.A)
for src in (
    "class E(Flag):\n A = 'x'\n B = auto()",
    "class E(Flag):\n A = 'x'\n B = 'y'\nE.A | E.B",
    "@verify(UNIQUE)\nclass E(Enum):\n A = 1\n B = 1\n C = 1",
    "@verify(CONTINUOUS)\nclass E(IntEnum):\n A = 1\n B = 5",
    "@verify(CONTINUOUS)\nclass E(Flag):\n A = 1\n B = 8",
    "@verify(NAMED_FLAGS)\nclass E(Flag):\n A = 1\n B = 7",
    "@verify(NAMED_FLAGS)\nclass E(Flag):\n A = 1\n B = 3\n C = 5",
    "@verify(UNIQUE, CONTINUOUS)\nclass E(Enum):\n A = 1\n B = 2",
    "verify(UNIQUE)(int)",
):
    try:
        exec(src)
        print("fine")
    except Exception as e:
        print(type(e).__name__, e)


@enum.global_enum
class G(IntFlag):
    GA = 1
    GB = 2


print(repr(G.GA), repr(G(3)), repr(G(7)), repr(G(0)), str(G.GA), GA is G.GA, GB)


@enum.global_enum
class H(Enum):
    HA = 1


print(repr(H.HA), str(H.HA), HA)
print(enum.show_flag_values(13), enum.bin(10), enum.bin(-10), enum.bin(5, 8), enum.bin(~5, 8))


class Auto(IntFlag):
    A = auto()
    B = 16
    C = auto()


print([m.value for m in Auto], Flag("F", "a b c")(5), list(IntFlag("J", {"x": 1, "y": 2})), Flag("K", "p q", boundary=KEEP)(9))
seen = {P.R: "r", P.R | P.W: "rw"}
print(seen[P.RW], P.RW.__class__, hash(P.R) == hash(1) or hash(P.R) == hash("R"), P.R._value_, sorted(I, reverse=True))
import copy

print(copy.copy(P.RW) is P.RW, copy.deepcopy(I(5)) is I(5), P.R.__reduce_ex__(2)[1], enum.property.__name__)
