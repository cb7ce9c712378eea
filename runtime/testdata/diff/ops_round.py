# round() to digits on both sides of the point.
for x in 0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e16, 1234.5678, -1234.5678, 0.0, 1e-10, 5e15:
    print(x, round(x), round(x, 0), round(x, 1), round(x, 2), round(x, -1), round(x, -3), round(x, None), round(x, 400), round(x, -400))
for n in 5, 15, 25, 35, 1234, -1234, 10**20 + 5, 0, 49, 50, 51, 149, 150, 151:
    print(n, round(n), round(n, 2), round(n, -1), round(n, -2), round(n, -3), round(n, -30), type(round(n, -1)).__name__)
class R:
    def __round__(self, n="none"): return ("round", n)
print(round(R()), round(R(), 2), round(R(), None), round(number=3.7), round(2.5, ndigits=0))
for f in lambda: round("a"), lambda: round(1.5, "a"), lambda: round(1.5, 1.0), lambda: round(float("nan")), lambda: round(float("inf")), lambda: round(None), lambda: round(), lambda: round(1j):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(round(float("inf"), 2), round(float("nan"), 2), round(True))
