# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


inf, nan = float("inf"), float("nan")
t(lambda: 7.5 // 2, lambda: -7.5 // 2, lambda: -7.5 % 2, lambda: 7.5 % -2, lambda: divmod(-7.5, 2), lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0**-1, lambda: 2.0**10000, lambda: 1e308 * 10, lambda: inf - inf, lambda: inf * 0, lambda: inf // 1, lambda: 1 // inf, lambda: -1 // inf, lambda: -1 % inf, lambda: nan == nan, lambda: nan < 1, lambda: inf > 10**400, lambda: 1.0 == 1, lambda: 0.1 + 0.2, lambda: 2**53 + 1 == float(2**53), lambda: 2**53 + 1 > float(2**53))
t(lambda: float("1.5"), lambda: float(" -1e5 "), lambda: float("1_0.5"), lambda: float("inf"), lambda: float("-Infinity"), lambda: float("nAn"), lambda: float(""), lambda: float("1e"), lambda: float("0x1"), lambda: float("1__0"), lambda: float(b"1.5"), lambda: float("١.٥"), lambda: float(None), lambda: float([]), lambda: float(1j), lambda: float(), lambda: float(1, 2), lambda: float(x=1), lambda: float("1e400"), lambda: float("-1e-400"), lambda: float("." * 3))
t(lambda: (1.5).is_integer(), lambda: (2.0).is_integer(), lambda: (0.75).as_integer_ratio(), lambda: inf.as_integer_ratio(), lambda: nan.as_integer_ratio(), lambda: (1.5).hex(), lambda: (-0.1).hex(), lambda: inf.hex(), lambda: (0.0).hex(), lambda: (5e-324).hex(), lambda: float.fromhex("0x1.8p1"), lambda: float.fromhex("-inf"), lambda: float.fromhex("zz"), lambda: float.from_number(3), lambda: float.from_number("3"))
t(lambda: round(2.5), lambda: round(3.5), lambda: round(-2.5), lambda: round(2.675, 2), lambda: round(1234.5, -2), lambda: round(1e300, 5), lambda: round(inf), lambda: round(nan), lambda: round(inf, 1), lambda: round(1.5, None), lambda: round(1.5, "x"), lambda: round(0.5), lambda: round(1.25, 1), lambda: round(-0.4), lambda: round(25.0, -1), lambda: round(5e15 + 0.5), lambda: round(1.5, 400), lambda: round(1.5, -400))
t(lambda: int(1e20), lambda: (1.7).__trunc__(), lambda: (-1.2).__floor__(), lambda: (1.2).__ceil__(), lambda: hash(1.0), lambda: hash(0.5), lambda: hash(inf), lambda: hash(-inf), lambda: hash(1e300), lambda: hash(-1.0), lambda: bool(0.0), lambda: bool(nan), lambda: abs(-0.0), lambda: -0.0, lambda: +(-0.0), lambda: (1.5).real, lambda: (1.5).imag, lambda: (1.5).conjugate(), lambda: float.__getformat__("double"), lambda: float.__getformat__("x"))
t(lambda: 1.5 + "a", lambda: 1.5 & 1, lambda: 1.5 << 1, lambda: "a" * 1.5, lambda: range(1.5), lambda: chr(1.5), lambda: (1.5).x, lambda: 1.5 < "a", lambda: 1.5 < 1j, lambda: pow(1.5, 2, 3), lambda: (1.5).__add__("a"), lambda: (1.5).__rsub__(2), lambda: float.__add__(1, 2), lambda: (1.5).__round__(), lambda: (1.5).__int__())
for x in (1e15, 1e16, 1e17, 123456789012345680.0, 1e-4, 1e-5, 1.1e-7, 0.1, 1 / 3, 100.0, 1e100, 4.35, 2**0.5, 9007199254740993.0):
    print(x, repr(x), [x], f"{x}", x.__format__(""))
