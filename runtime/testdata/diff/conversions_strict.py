# record: 3.14
# int() of views and of odd bases, special methods that return a subclass of int, powers with a modulus of a subclass, rounding to any number of digits, made tracebacks.
import operator
import sys
import types
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda m, c, *rest: print("  ", c.__name__, str(m)[:60])


class I(int):
    def __pow__(self, other, mod=None):
        return "I", int(self), int(other), mod

    def __rpow__(self, other, mod=None):
        return "R", int(self), int(other), mod


class Plain(int):
    pass


class X:
    def __index__(self):
        return Plain(3)

    def __int__(self):
        return Plain(4)


class Trunc:
    def __trunc__(self):
        return 3


print(operator.index(X()), int(X()), type(int(X())).__name__, [0, 1, 2, 3][X()], ~True)
for f in (
    lambda: int(memoryview(b"1234")[1:3]),
    lambda: int(memoryview(b"12x")),
    lambda: int(Trunc()),
    lambda: int("43", 2**100),
    lambda: int("43", -(2**100)),
    lambda: int("43", 37),
    lambda: int("43", 1),
    lambda: pow(I(2), 3, 5),
    lambda: pow(2, I(3), 5),
    lambda: pow(Plain(2), Plain(3), Plain(5)),
    lambda: 2 ** I(3),
    lambda: round(1.25, 2**100),
    lambda: round(1.25, -(2**100)),
    lambda: round(-1.25, -400),
    lambda: round(float("nan"), 2**70),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

frame = sys._getframe()
try:
    1 / 0
except ZeroDivisionError as e:
    real = e.__traceback__
made = types.TracebackType(real, frame, 1, 20)
print(made.tb_next is real, made.tb_frame is frame, made.tb_lasti, made.tb_lineno)
print(types.TracebackType(None, frame, 1, 2).tb_next)
for args in ("no", frame, 1, 2), (real, "no", 1, 2), (real, frame, "no", 2), (real, frame, 1, "no"):
    try:
        types.TracebackType(*args)
    except TypeError as e:
        print("TypeError")
for value in "text", made, real:
    try:
        real.tb_next = value
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    del real.tb_next
except TypeError as e:
    print("TypeError")
real.tb_next = None


class Wrong(Exception):
    def __new__(cls, *args):
        return cls


def gen():
    try:
        yield 1
    except TypeError as e:
        yield "caught"


g = gen()
next(g)
print(g.throw(Wrong))
g = gen()
try:
    g.throw(Wrong)
except TypeError:
    print(next(g, "ended"))
