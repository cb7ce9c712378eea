# Shifts, bit counts, conversions to and from bytes.
for n in 0, 1, -1, 5, -5, 255, -256, 2**31, -2**31, 2**64 - 1, -2**64, 10**30:
    print(n, n.bit_length(), n.bit_count(), n >> 3, n << 3, n >> 100, ~n, n & 0xff, n | 1, n ^ -1, bin(n), oct(n), hex(n))
    for size in 1, 4, 9:
        for order in "big", "little":
            for signed in True, False:
                try:
                    b = n.to_bytes(size, order, signed=signed)
                    print(b.hex(), int.from_bytes(b, order, signed=signed) == n)
                except OverflowError as e: print(size, order, signed, e)
for f in lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: (1).to_bytes(-1, "big"), lambda: (1).to_bytes(1, "x"), lambda: int.from_bytes("a", "big"), lambda: int.from_bytes([256]):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print((5).to_bytes(), int.from_bytes([1, 2]), (0).to_bytes(0), 0 >> 10**20, -1 >> 10**20, 1 << 0)
