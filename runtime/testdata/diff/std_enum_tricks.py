# Enums: aliases, auto values, methods, flags with holes, missing, nonmember.
from enum import CONTINUOUS, Enum, EnumCheck, Flag, IntEnum, IntFlag, KEEP, STRICT, StrEnum, auto, global_enum, member, nonmember, unique, verify


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    TERRA = (5.97, 6.37)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return round(6.67 * self.mass / self.radius**2, 2)

    @classmethod
    def _missing_(cls, value):
        return cls.MARS if value == "red" else None


class Level(StrEnum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return f"{count}-{name.lower()}"

    LOW = auto()
    HIGH = auto()


class Perm(Flag):
    R, W, X = 1, 2, 8
    RW = R | W


class Keep(IntFlag, boundary=KEEP):
    A = 1


class Odd(Enum):
    a = 1
    helper = nonmember(5)
    f = member(len)

    def g(self): return self.value


print(list(Planet), Planet.TERRA is Planet.EARTH, Planet["TERRA"].name, Planet.MARS.gravity, Planet("red"), Planet.__members__.keys(), len(Planet))
print(list(Level), Level.LOW + "!", Level("1-high"), f"{Level.LOW:>8}", isinstance(Level.LOW, str), Level.LOW == "0-low")
print(Perm.RW, Perm.R | Perm.X, ~Perm.R, Perm(0), list(Perm.RW), Perm.R in Perm.RW, Perm.X in Perm.RW, bool(Perm(0)), len(Perm.RW), repr(Perm.R ^ Perm.RW), Perm["RW"].value)
print(Keep.A | 6, Keep(6), Odd.helper, list(Odd), Odd.f.value("abc"), Odd.a.g(), Odd.a != 1, hash(Odd.a) == hash(Odd("a" and 1)))
for bad in (lambda: Planet("x"), lambda: Perm(16), lambda: Planet.EARTH.__class__((1, 2)), lambda: setattr(Odd, "a", 3), lambda: Odd["zz"], lambda: Odd.zz, lambda: delattr(Odd, "a"), lambda: Odd.a < Odd.f, lambda: IntEnum("I", "a b")(9)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
try:
    @unique
    class U(Enum):
        a = b = 1
except ValueError as e:
    print(e)
try:
    @verify(CONTINUOUS)
    class V(IntEnum):
        a, b = 1, 3
except ValueError as e:
    print(e)
try:
    class W(Planet):
        pass
except TypeError as e:
    print(e)
A = Enum("A", {"x": 1, "y": "two"})
print(A, list(A), A(1), A.y.value, IntEnum("I", "a b").b + 1, A.x.__reduce_ex__(2)[1], type(A).__name__, A.__module__)
match Perm.R | Perm.W:
    case Perm.RW:
        print("matched")
