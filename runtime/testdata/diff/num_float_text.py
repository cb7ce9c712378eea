# record: 3.14
"""Floats to and from text: hex, repr, rounding, integers, ratios."""
import math
import sys


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


for s in (
    "0x1p0", "0x1.8p1", "  0x1.8p1  ", "\t-0x.8p-1\n", "1", "+1.8", "0x1", "0X1P+3", "-inf", "INF", "Infinity", "+infinity", "nan", "-NaN", "1.", ".8", "0x.p1", ".", "", " ", "0x", "p3", "0x1p", "0x1p+", "1p1.5",
    "0x1.fffffffffffffp1023", "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023", "0x1p1024", "1p999999999999", "-1p-999999999999", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x0.8p-1074", "0x0.80000001p-1074", "0x1.00000000000008p0", "0x1.00000000000018p0", "0x1.000000000000080001p0",
    "0x0p99999999999999999999", "0x10000000000000000000000000000", "ffffffffffffffffffff.8p-3", "0x1_0p0", "1g", "0x1 p1", "inf1", "in", "infinit", "na", "nan(1)", "--1", "+-1", "0x-1", "1\x00", "1p1 x", "\u0661",
    "0x0.0000000000000000000000000000000000000000000000001p200", "0xabcdefp-10", "0XABC.DEFp0",
):
    try:
        v = float.fromhex(s)
        print(ascii(s), repr(v), v.hex(), math.copysign(1, v))
    except Exception as e:
        print(ascii(s), type(e).__name__, "|", e)
t(lambda: float.fromhex(1), lambda: float.fromhex(b"1"), lambda: float.fromhex(), lambda: float.hex(1))


class F(float):
    def __new__(cls, v=0, tag=None):
        self = super().__new__(cls, v)
        self.tag = tag
        return self


print(type(F.fromhex("0x1p1")).__name__, F.fromhex("0x1p1").tag, F(2).hex(), type(+F(2)).__name__, type(F(2).__float__()).__name__, type(float(F(2))).__name__)
for v in (0.1, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, sys.float_info.max, -0.0, 1 / 3, 2.5, 1e22, 1e23, 9007199254740993.0, 0.30000000000000004, 4.35, 1e100):
    print(repr(v), v.hex(), v.as_integer_ratio(), v.is_integer(), f"{v:.17g}", f"{v:g}", f"{v:e}", f"{v:.0f}"[:30], f"{v:n}", round(v, 2), "%r %s %.3f" % (v, v, v) if v < 1e30 else "")
t(lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: int(float("inf")), lambda: int(float("nan")), lambda: round(float("inf")), lambda: round(float("nan")), lambda: round(float("inf"), 2), lambda: round(float("nan"), -3), lambda: math.floor(float("inf")), lambda: math.ceil(float("nan")), lambda: math.trunc(-float("inf")))
for n in (0, 1, -1, 2, -2, 15, 16, 300, 400, -300, -400, 22, 23, 308, 309):
    print(n, round(1.5, n), round(12345.678951, n), round(5e-324, n), round(-2.675, n), round(1e300, n), round(25.0, n))
t(lambda: round(1e308, -308), lambda: round(1.7e308, -308), lambda: round(1.6e308, -308), lambda: round(0.5), lambda: round(1.5), lambda: round(2.5), lambda: round(-0.5), lambda: round(1.5, None), lambda: round(1.5, 1.0), lambda: round(1.5, "a"), lambda: round(1e20), lambda: round(5.0, -1), lambda: round(15.0, -1), lambda: round(25.0, -1))
for s in ("1_000.5", "1__0", "_1", "1_", "1e5", "1E+5", "1e", "e5", "0x10", " 12 ", "1 2", "\u0661.\u0665", "infinity", "-Inf", "nAn", "+nan", "1.5j", "", "1_0e1_0", "1e400", "-1e400", "1e-400", "1\x002", "\xa01.5\u2003", "\ud800", ".5", "5.", ".", "+.e1", "0" * 400 + "1", "1" + "0" * 320 + "e-320"):
    try:
        print(ascii(s)[:40], float(s))
    except Exception as e:
        print(ascii(s)[:40], type(e).__name__, "|", e)
t(lambda: float(b"1.5"), lambda: float(bytearray(b" 2 ")), lambda: float(memoryview(b"3")), lambda: float(b"x\xff"), lambda: float([]), lambda: float(None), lambda: float("1", "2"), lambda: float(x=1), lambda: float(10**400), lambda: float(-(10**308)), lambda: float(2**1024 - 2**970), lambda: float(2**1024 - 2**970 - 1), lambda: float.from_number if hasattr(float, "nope") else 0)


class Fl:
    def __init__(self, v):
        self.v = v

    def __float__(self):
        return self.v


class Ix:
    def __index__(self):
        return 7


class Both:
    def __index__(self):
        return 7

    def __float__(self):
        return 8.5


t(lambda: float(Fl(1.5)), lambda: float(Fl(1)), lambda: float(Fl("a")), lambda: float(Ix()), lambda: float(Both()), lambda: F(Both()), lambda: math.sqrt(Both()), lambda: math.floor(Fl(2.5)), lambda: math.sin(Fl("x")))
print(float.__getformat__("double"), float.__getformat__("float"))
t(lambda: float.__getformat__("x"), lambda: float.__getformat__(1))
print(hash(0.5), hash(1.0), hash(1e300), hash(-1.0), hash(float("inf")), hash(-float("inf")), hash(2.0**61), hash(1 / 3), hash(-0.0))
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.min_10_exp, sys.float_repr_style)
