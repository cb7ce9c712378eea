print(2**100, -2**63, 2**63 - 1 + 1, 10**30 // 7, -10**30 // 7, -10**30 % 7, 10**30 % -7, 7 // -2, -7 % 3, 7 % -3, 1 << 70, (1 << 70) >> 68, -1 >> 100, ~(2**70), 2**64 & 2**65 - 1, 5 ^ -1, hash(2**61 - 1), hash(-1), hash(1.0), hash(2**100))
print(9223372036854775807 + 1, -9223372036854775808 - 1, 3037000500 * 3037000500, -9223372036854775808 // -1, abs(-9223372036854775808), -(-9223372036854775808), 4611686018427387904 * 2, (2**63) - 1 == 9223372036854775807)
print(1 / 3, 10 / 5, 1e308 * 10, -1e308 * 10, 0.1 + 0.2, 1.5 // 0.4, -1.5 % 0.4, 2**-1, 2**0.5, 10**20 / 10**10, 1e15, 1e16, 123456.789, 1e-4, 1e-5, 5e-324, -0.0, 0.0 == -0.0)
print((3.7).is_integer(), (4.0).as_integer_ratio(), (2.5).hex(), float.fromhex("0x1.8p1"), int(3.9), int(-3.9), float(10**20), (5).bit_length(), (255).bit_count(), int("9" * 30), str(2**200), 7.0 // 2, divmod(7.5, 2), divmod(-7, 2), round(-2.5), round(1e20), int(1e20), round(0.5), round(1.15, 1), complex(1, 2) * 3j, abs(3 + 4j), (1 + 2j).conjugate(), 1j ** 2)
for f in (lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: int("1.5"), lambda: int(""), lambda: int(float("inf")), lambda: int(float("nan")), lambda: float(10**400), lambda: 1 << -1, lambda: 2.0 ** 10000, lambda: divmod(1, 0), lambda: 1.5 | 2, lambda: pow(2, 3, 0), lambda: float("abc"), lambda: int(None), lambda: round("x"), lambda: 10**400 * 1.0, lambda: "1" + 1, lambda: 5 < None, lambda: [] > 1, lambda: 1j < 2j):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(True + True, True == 1, isinstance(True, int), True & False, True | 2, int(True), bool("False"), not 0, 3 == 3.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 1 < 1.5, 10**400 > 1e308, float("inf") > 10**400, float("nan") == float("nan"), 0.1 * 3)
class I(int):
    def __add__(self, o): return "I+"
print(I(5) + 1, 1 + I(5), I(5) * 2, type(I(5) * 2), I(7), repr(I(7)), isinstance(I(1), int), {I(5): 1}[5])
import math
print(math.sqrt(2), math.floor(-1.5), math.ceil(1.2), math.pi, math.gcd(12, 18), math.factorial(20), math.isnan(math.nan), math.log(8, 2), math.log2(8), math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3), math.inf, math.trunc(2.7), math.copysign(1, -0.0), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.comb(5, 2), math.isqrt(17), math.lcm(4, 6), math.fmod(-7, 3), math.modf(1.5), math.exp(0), math.degrees(math.pi))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.floor("x")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
# 3.14: integer division or modulo by zero -> division by zero
# 3.14: integer modulo by zero -> division by zero
# 3.14: float floor division by zero -> division by zero
# 3.14: float division by zero -> division by zero
# 3.14: float modulo by zero -> division by zero
# 3.14: 0.0 cannot be raised to a negative power -> zero to a negative power
# 3.14: math domain error\nValueError math domain error -> expected a nonnegative input, got -1.0\nValueError expected a positive input
