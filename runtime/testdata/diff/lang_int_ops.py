# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


t(lambda: 7 // -2, lambda: -7 // 2, lambda: -7 % 3, lambda: 7 % -3, lambda: divmod(-7, 2), lambda: 2**-1, lambda: 2**100, lambda: (-2) ** 3, lambda: 0**0, lambda: 0**-1, lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0), lambda: 10**400 / 10**399, lambda: 10**400 / 1, lambda: float(10**400), lambda: 10**400 * 1.0)
t(lambda: pow(3, 4, 5), lambda: pow(3, -1, 7), lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: pow(2, 3, -5), lambda: pow(2.0, 3, 5), lambda: pow(2, 3.0, 5), lambda: pow(2), lambda: pow(2, 10**2, 10**20))
t(lambda: 1 << 70, lambda: 1 << -1, lambda: 1 >> -1, lambda: -1 >> 100, lambda: -(2**70) >> 65, lambda: 1 << 10**20, lambda: 0 << 10**20, lambda: 5 >> 10**20, lambda: ~(2**65), lambda: 2**70 & -1, lambda: -(2**70) | 1, lambda: 2**70 ^ -1, lambda: 1 & 1.0, lambda: 1 | "x", lambda: True & False, lambda: True | 2, lambda: True ^ True, lambda: ~True if False else -1)
t(lambda: int("12"), lambda: int(" -1_000 "), lambda: int("0x1f", 16), lambda: int("0x1f", 0), lambda: int("0o17", 0), lambda: int("0b11", 0), lambda: int("017", 0), lambda: int("z", 36), lambda: int("2", 2), lambda: int("1__0"), lambda: int("_1"), lambda: int("1_"), lambda: int(""), lambda: int("x" * 10), lambda: int("1", 1), lambda: int("1", 37), lambda: int("1", "2"), lambda: int(1, 2), lambda: int(b"12"), lambda: int(b"zz", 36), lambda: int(bytearray(b"7")), lambda: int("١٢"), lambda: int("1.5"), lambda: int(None), lambda: int([]), lambda: int(x=1), lambda: int("1", base=3), lambda: int(base=3), lambda: int(1.9), lambda: int(-1.9), lambda: int(float("nan")), lambda: int(float("inf")), lambda: int("9" * 5000), lambda: str(10**5000))
t(lambda: (255).to_bytes(2, "big"), lambda: (255).to_bytes(), lambda: (256).to_bytes(), lambda: (-1).to_bytes(2), lambda: (-1).to_bytes(2, signed=True), lambda: (128).to_bytes(1, signed=True), lambda: (1).to_bytes(-1), lambda: (1).to_bytes(2, "middle"), lambda: int.from_bytes(b"\x01\x02"), lambda: int.from_bytes(b"\x01\x02", "little"), lambda: int.from_bytes(b"\xff", signed=True), lambda: int.from_bytes([1, 2]), lambda: int.from_bytes("x"), lambda: int.from_bytes([256]))
t(lambda: (10).bit_length(), lambda: (-10).bit_count(), lambda: (5).as_integer_ratio(), lambda: (5).is_integer(), lambda: (5).numerator, lambda: (5).denominator, lambda: (5).real, lambda: (5).imag, lambda: (5).conjugate(), lambda: round(1234, -2), lambda: round(1250, -2), lambda: round(1350, -2), lambda: round(5, 3), lambda: round(15, -10**3), lambda: round(5, 1.0), lambda: (5).__floor__(), lambda: (5).__trunc__(), lambda: (5).__ceil__())
t(lambda: 1 + "a", lambda: "a" + 1, lambda: 1 - None, lambda: [] * 1.5, lambda: 1 < "a", lambda: 1 == "a", lambda: 1 in 2, lambda: len(1), lambda: iter(1), lambda: -"a", lambda: ~1.0, lambda: 1 @ 2, lambda: (1).foo, lambda: setattr(1, "x", 2), lambda: setattr(1, "real", 2))
t(lambda: int.__add__(1, 1.0), lambda: int.__add__("a", 1), lambda: (1).__radd__(2), lambda: (1).__pow__(2, 3), lambda: (3).__divmod__(0), lambda: (1).__lt__("a"), lambda: (1).__index__(), lambda: (1).__bool__(), lambda: (7).__rfloordiv__(50), lambda: (1).__format__(2), lambda: int.__new__(str), lambda: int.__new__(bool), lambda: int.__new__(), lambda: bool.__new__(bool, 3))
