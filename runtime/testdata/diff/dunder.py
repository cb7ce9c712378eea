# record: 3.14
class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"V({self.v})"
    def __str__(self): return f"v{self.v}"
    def __add__(self, o): return V(self.v + o.v) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return V(o + self.v)
    def __iadd__(self, o): self.v += 100; return self
    def __eq__(self, o): return isinstance(o, V) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __hash__(self): return hash(self.v)
    def __bool__(self): return self.v != 0
    def __len__(self): return 3
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i >= 3: raise IndexError
        return i * self.v
    def __contains__(self, x): return x == self.v
    def __neg__(self): return V(-self.v)
    def __index__(self): return self.v
    def __int__(self): return self.v
    def __float__(self): return float(self.v)
    def __format__(self, spec): return f"<{spec}>"
    def __matmul__(self, o): return "mat"
    def __divmod__(self, o): return "dm"
    def __round__(self, n=None): return ("round", n)
a, b, zero = V(1), V(2), 0
print(a + b, 5 + a, repr(a), f"{a} {a!r} {a:spec}", a == V(1), a != b, a < b, a > b, bool(V(0)), len(a))
c = a; c += 1; print(a, c is a)
print(list(a), a[1:2], a[::3], 101 in a, -a, [10, 20, 30][V(1)], int(a), float(a), hex(V(255)), a @ b, divmod(a, 1), round(a), round(a, 2))
print(sorted([V(3), V(1)]), max(V(1), V(9)), {V(1): "x"}[V(1)])
for f in (lambda: a + "s", lambda: a - 1, lambda: 1 < "a", lambda: a <= b, lambda: -"s", lambda: {}[[]], lambda: hash([]), lambda: a[5],
          lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (), lambda: zero[0], lambda: len(5), lambda: iter(5), lambda: int("x"), lambda: int([]), lambda: float("y"),
          lambda: "a" * "b", lambda: None + 1, lambda: {} | [], lambda: 1 @ 2, lambda: next(5), lambda: [a][str(zero)], lambda: str(zero)["x"], lambda: (1,)[3], lambda: 1 in 5, lambda: ~1.5, lambda: [] < 3, lambda: abs("x"), lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class R:
    def __eq__(self, o): return NotImplemented
print(R() == 1, R() != 1)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [*It()], dict.fromkeys(It()), sum(It()), tuple(It()), set(It()))
class OnlyGet:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
print(list(OnlyGet()), 2 in OnlyGet())
class Hash:
    __hash__ = None
try: hash(Hash())
except TypeError as e: print(e)
class L:
    def __len__(self): return -1
try: len(L())
except ValueError as e: print(e)
class Bo:
    def __bool__(self): return 1
try: bool(Bo())
except TypeError as e: print(e)
class St:
    def __str__(self): return 5
try: str(St())
except TypeError as e: print(e)
