# Members may hide methods of their data type, which members still have; format() of an int or str subclass uses its own str().
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum
from types import DynamicClassAttribute


class Number(IntEnum):
    divisor = 1
    numerator = 2


print(Number.divisor.numerator, Number.numerator.divisor, Number.numerator, Number["numerator"].value)


class Book(StrEnum):
    author = "author"
    title = "title"


print(Book.author.title(), Book.title.title(), Book.title.author)


class Base(Enum):
    @DynamicClassAttribute
    def test(self):
        return "dynamic"


class Test(Base):
    test = 1


print(Test.test.test, Test.test.value)
for kind in Enum, IntEnum, StrEnum, Flag, IntFlag:
    try:

        class Bad(kind):
            def __new__(cls, value):
                return super().__new__(cls, value)

            failed = 1
    except Exception as e:
        print(kind.__name__, type(e).__name__, e, "|", e.__cause__)


class Loud(IntEnum):
    def __str__(self):
        return self.name.upper()

    first = 1


print(f"{Loud.first}", format(Loud.first), f"{Loud.first:03}", "{}".format(Loud.first))


class I(int):
    def __str__(self):
        return "I!"


class F(float):
    def __repr__(self):
        return "F!"


class S(str):
    def __str__(self):
        return "S!"


class C(complex):
    def __str__(self):
        return "C!"


print(f"{I(1)} {F(1)} {S('s')} {C(1)}", f"{I(1):d} {F(1):g} {S('s'):>2} {C(1):g}", int.__format__(I(2), ""))


class Stooges(IntEnum):
    LARRY = 1
    MOE = 3


print(repr(Stooges.from_bytes(b"\0\3", "big")), repr(bool.from_bytes(b"\1", "big")), I.from_bytes(b"\2"), type(I.from_bytes(b"\2")).__name__)
try:
    Stooges.from_bytes(b"\0\5", "big")
except ValueError as e:
    print(e)


class WithNone(Flag):
    A = 1
    E = None


for f in (lambda: WithNone.A | WithNone.E, lambda: WithNone.E & WithNone.A, lambda: WithNone.A ^ WithNone.E, lambda: ~WithNone.E):
    try:
        f()
    except TypeError as e:
        print(e)


class Quacks:
    pass


for attr in "__get__", "__set__", "__delete__":
    q = Quacks()
    setattr(q, attr, 1)

    class Holder(Enum):
        duck = q
        plain = 1

    print(attr, Holder.__members__)
