# record: 3.14
"""Special functions of math, over their whole range and with every bad argument."""
import math


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


inf, nan = float("inf"), float("nan")
xs = [0.0, -0.0, 5e-324, 1e-310, 1e-20, 1e-8, 0.001, 0.1, 0.25, 0.3, 0.5, 0.7, 0.84375, 0.9, 1.0, 1.1, 1.25, 1.4616321, 1.5, 1.9, 2.0, 2.5, 2.857, 3.0, 3.3, 4.0, 4.7, 5.0, 5.9, 6.1, 7.5, 10.0, 12.34, 19.9, 23.0, 26.5, 27.3, 28.0, 33.3, 50.0, 99.5, 140.0, 143.2, 170.0, 170.6, 171.0, 171.6243, 172.0, 200.5, 1e5, 1e10, 1e100, 1e305, 2.5e305, 1.7e308, inf, nan]
for name in ("gamma", "lgamma", "erf", "erfc", "cbrt", "exp2", "expm1", "log1p", "exp", "log", "log2", "log10", "sqrt"):
    f = getattr(math, name)
    out = []
    for x in xs:
        for v in (x, -x):
            try:
                out.append(f(v).hex())
            except Exception as e:
                out.append(f"{type(e).__name__}:{e}")
    print(name, *out)
# halves, thirds and neighbours of integers, where gamma and its logarithm are hard
for k in range(-25, 26):
    row = []
    for d in (0.5, 1 / 3, 1e-9, -1e-9, 0.999):
        row.append(math.gamma(k + d).hex())
        row.append(math.lgamma(k + d).hex())
    print(k, *row)
x = -40.0
while x < 40:
    print(x, math.erf(x / 7).hex(), math.erfc(x / 7).hex(), math.erfc(x / 1.5).hex(), math.cbrt(x).hex(), math.cbrt(x * 1e-300).hex(), math.gamma(x / 3.7).hex())
    x += 1.37
t(
    lambda: math.fma(2.0, 3.0, 4.0), lambda: math.fma(1e308, 10.0, -inf), lambda: math.fma(inf, 0.0, 1.0), lambda: math.fma(0.0, inf, nan), lambda: math.fma(inf, 1.0, -inf), lambda: math.fma(1e308, 10.0, 1.0), lambda: math.fma(0.1, 10.0, -1.0), lambda: math.fma(1 + 2**-52, 1 - 2**-52, -1.0),
    lambda: math.fma(nan, 1.0, 1.0), lambda: math.fma(1, 2), lambda: math.fma("a", 1, 2), lambda: math.fma(5e-324, 0.5, 0.0), lambda: math.fma(-0.0, 1.0, -0.0), lambda: math.fma(2, 3, 4), lambda: math.fma(10**400, 1, 1), lambda: math.fma(True, 2, 0.5),
)
t(
    lambda: math.sumprod([1, 2, 3], [4, 5, 6]), lambda: math.sumprod([], []), lambda: math.sumprod([1.5, 2], [2, 0.25]), lambda: math.sumprod([1], [1, 2]), lambda: math.sumprod([1, 2], [1]), lambda: math.sumprod(1, 2), lambda: math.sumprod(["a"], [2]), lambda: math.sumprod(["a"], ["b"]), lambda: math.sumprod([2**62, 2**62], [4, 4]), lambda: math.sumprod([0.1] * 10, [1] * 10),
    lambda: math.sumprod([10.1, 20.2], [1, 2]), lambda: math.sumprod([1e308, 1e308, -1e308], [10, 1, 10]), lambda: math.sumprod([inf, 1], [0, 1]), lambda: math.sumprod([inf], [1]), lambda: math.sumprod([True, False], [3, 4]), lambda: math.sumprod([1, 2.5, 2**70], [1, 2, 3]), lambda: math.sumprod(iter([1, 2]), (x for x in (3, 4))), lambda: math.sumprod([1j], [2]), lambda: math.sumprod([[1]], [2]), lambda: math.sumprod([1e16, 1.0, -1e16], [1.0, 1.0, 1.0]),
)
t(
    lambda: math.comb(5, 2), lambda: math.comb(5, 6), lambda: math.comb(-1, 2), lambda: math.comb(5, -2), lambda: math.comb(200, 100) % 10**9, lambda: math.comb(5.0, 2), lambda: math.perm(5), lambda: math.perm(5, 2), lambda: math.perm(5, None), lambda: math.perm(-1), lambda: math.perm(3, 4), lambda: math.factorial(20), lambda: math.factorial(-1), lambda: math.factorial(5.0), lambda: math.factorial(25),
    lambda: math.isqrt(10**30), lambda: math.isqrt(-1), lambda: math.isqrt(2.0), lambda: math.gcd(), lambda: math.gcd(12, -18, 27), lambda: math.gcd(2.0), lambda: math.lcm(), lambda: math.lcm(4, 6, -10), lambda: math.lcm(0, 5), lambda: math.lcm("a"),
    lambda: math.hypot(), lambda: math.hypot(3, 4), lambda: math.hypot(1e200, 1e200), lambda: math.hypot(nan, inf), lambda: math.hypot(1, 2, 3, 4), lambda: math.dist((1, 2), (4, 6)), lambda: math.dist((1,), (1, 2)), lambda: math.dist([1], (2,)), lambda: math.dist(1, 2), lambda: math.hypot("a"),
    lambda: math.nextafter(1, 2), lambda: math.nextafter(1, 2, steps=3), lambda: math.nextafter(1, 2, steps=-1), lambda: math.nextafter(0, -1), lambda: math.nextafter(nan, 1), lambda: math.nextafter(1, 1, steps=5), lambda: math.nextafter(1.0, inf, steps=2**70), lambda: math.ulp(1), lambda: math.ulp(inf), lambda: math.ulp(-0.0), lambda: math.ulp(1e300),
    lambda: math.frexp(0), lambda: math.frexp(-3.5), lambda: math.frexp(inf), lambda: math.frexp(5e-324), lambda: math.ldexp(1, 1024), lambda: math.ldexp(1, -1080), lambda: math.ldexp(0, 10**30), lambda: math.ldexp(1, 10**30), lambda: math.ldexp(1, -(10**30)), lambda: math.ldexp(1, 1.0), lambda: math.ldexp(inf, -5000), lambda: math.modf(-2.5), lambda: math.modf(inf), lambda: math.modf(-0.0),
    lambda: math.fsum([0.1] * 10), lambda: math.fsum([1e308, 1e308, -1e308]), lambda: math.fsum([inf, -inf]), lambda: math.fsum([inf, nan]), lambda: math.fsum(["a"]), lambda: math.fsum([1e308, 1e308]), lambda: math.prod([1, 2, 3], start=4), lambda: math.prod([0.5, 2]), lambda: math.prod(["a"], start=2), lambda: math.prod([]),
    lambda: math.isclose(1, 1 + 1e-10), lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.isclose(inf, inf), lambda: math.isclose(nan, nan), lambda: math.isclose(0, 1e-10, abs_tol=1e-9), lambda: math.isclose(inf, 1e308, abs_tol=inf), lambda: math.remainder(5, 3), lambda: math.remainder(-7, 2), lambda: math.remainder(1, 0), lambda: math.remainder(inf, 1), lambda: math.remainder(3, inf), lambda: math.fmod(-7, 3), lambda: math.fmod(1, 0), lambda: math.fmod(inf, 1), lambda: math.fmod(3, -inf), lambda: math.copysign(nan, -1), lambda: math.pow(0, -1), lambda: math.pow(-1, 0.5), lambda: math.pow(1, nan), lambda: math.pow(inf, 0), lambda: math.pow(-2, 3), lambda: math.pow(2, 1024), lambda: math.log(8, 2), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(10, 1), lambda: math.log(10**400), lambda: math.log2(2**2000), lambda: math.log10(10**500), lambda: math.log("a"), lambda: math.log(True), lambda: math.log(3, -1), lambda: math.degrees(math.pi), lambda: math.radians(180), lambda: math.acos(2), lambda: math.atanh(1), lambda: math.acosh(0.5), lambda: math.cosh(1000), lambda: math.sinh(-1000), lambda: math.tan(inf), lambda: math.exp(1000), lambda: math.exp2(2000), lambda: math.expm1(1000), lambda: math.sqrt(-1), lambda: math.cbrt("a"), lambda: math.atan2(-0.0, -1), lambda: math.atan2(0.0, -0.0),
)
print(sorted(n for n in dir(math) if not n.startswith("_")))
