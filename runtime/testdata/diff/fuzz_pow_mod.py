# pow() with three arguments asks each type in turn.
def show(*a):
    try: print(pow(*a))
    except Exception as e: print(type(e).__name__, e)
values = [2, 3.0, "a", None, True]
for a in values:
    for b in values:
        for c in values: show(a, b, c)
class P:
    def __pow__(self, b, m=None): return ("pow", b, m)
    def __repr__(self): return "P"
show(P(), 2, 3); show(P(), 2); show(P(), "x", None)
show(2, 3, 0); show(2, -1, 7); show(2, -1, 4); show(5, 3, -7); show(-5, 3, 7); show(2, 10**20, 10**9 + 7); show(0, 0, 1); show(3, 2, 1)
class Q(int):
    def __pow__(self, b, m=None): return ("Q", b, m)
show(Q(3), 2); show(3, Q(2), 5)
