# Operands that an augmented assignment does not take.
class C: pass
class R:
    def __radd__(self, o): return ("radd", o)
    def __ror__(self, o): return NotImplemented
for text in """x += y|x -= y|x *= y|x /= y|x //= y|x %= y|x **= y|x @= y|x &= y|x |= y|x ^= y|x <<= y|x >>= y""".split("|"):
    for x, y in (1, "a"), ("a", 1), ([1], 2), ((1,), [2]), ({1}, [2]), ({}, 3), (1.5, {}), (b"a", "b"), (None, 1), (C(), 1), (1, C()), (1, R()), ({1: 2}, [(3, 4)]), ({1}, 5.0), (bytearray(b"x"), 1):
        try:
            ns = {"x": x, "y": y}
            exec(text, ns)
            print(text, type(x).__name__, type(y).__name__, ns["x"] if type(ns["x"]) is not set else sorted(ns["x"]))
        except Exception as e: print(text, type(e).__name__, e)
