# Chained comparisons evaluate each operand once and stop early.
log = []
class V:
    def __init__(self, v): self.v = v
    def __lt__(self, o): log.append(f"{self.v}<{o.v}"); return self.v < o.v
    def __le__(self, o): log.append(f"{self.v}<={o.v}"); return self.v <= o.v
    def __eq__(self, o): log.append(f"{self.v}=={o.v}"); return self.v == o.v
    def __contains__(self, o): log.append(f"{o.v} in {self.v}"); return []
    __hash__ = None
def v(n): log.append(f"v{n}"); return V(n)
for f in lambda: v(1) < v(2) < v(3), lambda: v(3) < v(2) < v(1), lambda: v(1) <= v(1) == v(1), lambda: v(1) < v(2) > v(0), lambda: v(1) in v(2) in v(3), lambda: v(1) != v(2), lambda: not v(1) < v(2), lambda: v(2) >= v(1) > v(0), lambda: v(1) is not v(1) == v(1):
    log.clear()
    print(f(), log)
class Odd:
    def __eq__(self, o): return "eq"
    def __ne__(self, o): return ""
    def __lt__(self, o): return None
print(Odd() == 1, Odd() != 1, Odd() < 1, 1 == Odd(), (Odd() == 1) == "eq", Odd() < 1 < 2, Odd() == 1 == 1, [Odd()] == [1], (Odd(),) != (1,))
x = float("nan"); print(x == x, [x] == [x], x in [x], x is x, x != x, {x: 1}.get(x), (x,) == (x,), [x].index(x), [x].count(x), x < 1, x > 1)
for a, b in ((1, "a"), (None, 1), ([], ()), ({}, {}), (1j, 2j), (print, len), (object(), 1)):
    for op in "<", "<=", ">", ">=", "==":
        try: print(op, eval(f"a {op} b"))
        except TypeError as e: print(op, e)
