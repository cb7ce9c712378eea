# Integers: bases, bits, huge ones, division, rounding, bytes, limits, pow.
print(int("0b101", 0), int("-0x_ff", 16), int("z", 36), int(" 12\n"), int("１２"), int(-3.9), int(True), int(b"7"), 0o17, 1_000, (-7) // 2, -7 % 3, divmod(-7, -2), 7 // -2, round(2.5), round(-3.5), round(1234, -2), round(15, -1), round(25, -1), (-5) >> 1, -1 << 3, ~7, 5 & -2, 6 ^ 3)
n = 2**100
print(n, n.bit_length(), (n - 1).bit_count(), n >> 90, n // 7, n % 97, -n // 3, hash(n), hash(2**61 - 1), hash(-1), n == float(n), float(n), n / 3, n**0.5, int(1e22), str(10**50)[:5], n.to_bytes(13), int.from_bytes(b"\x01\x00", "little"), (-2).to_bytes(2, signed=True), int.from_bytes(b"\xff\xfe", signed=True), (5).as_integer_ratio(), (-5).conjugate(), (3).is_integer())
print(pow(3, 200, 13), pow(3, -1, 7), pow(2, -2), pow(-2, 3), 0**0, pow(0, 0, 1), 2**-1, (-8) ** (1 / 3), 10**-3, abs(-n), -n < n, n & -n, n | 1, bin(-5), hex(255), oct(8), f"{n:,}", f"{-255:#010x}", f"{5:b}", f"{1000:e}", f"{65:c}", f"{n:.3e}", f"{12:5}|{12:<5}|{12:^5}|{12:05}|{-12:=+6}")
print(1 < 2 < 3, 1 == 1.0 == True, 3 == 3 + 0j, 10**20 == 1e20, 2**53 + 1 == float(2**53 + 1), max(1, 1.0), isinstance(True, int), True + True, sum([True, 2]), int.__add__(1, 2), (1).__add__("x"), int.__mro__, (7).real, (7).imag, (7).numerator, 1 .bit_length(), -(-(2**63)), 2**63 - 1 + 1, -(2**63) - 1, 0x7FFFFFFFFFFFFFFF * 2, 123456789 * 987654321 * 1000003)
for bad in (lambda: int("1_"), lambda: int("0x1"), lambda: int("08", 0), lambda: int("", 10), lambda: int("1", 37), lambda: int(1.5, 10), lambda: int(float("nan")), lambda: int(float("inf")), lambda: int([]), lambda: 1 << -1, lambda: 1 >> -1, lambda: 5 % 0 if False else pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: pow(2.0, 3, 5), lambda: (300).to_bytes(1), lambda: (-1).to_bytes(1), lambda: int.from_bytes(b"a", "x"), lambda: float(10**400), lambda: 10**400 / 3.0, lambda: "a" * 2**70, lambda: [1] * (2**63), lambda: range(2**70)[2**69], lambda: len(range(2**70)), lambda: int("9" * 5000), lambda: str(10**5000), lambda: 1 + None, lambda: ~1.5, lambda: (1).x, lambda: 1 @ 2):
    try:
        print(str(bad())[:60])
    except Exception as e:
        print(type(e).__name__, str(e)[:90])
