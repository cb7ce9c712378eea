# A number type of one's own: every operator, reflection, conversion, format.
import math
import operator


class Mod:
    def __init__(self, v, m=7): self.v, self.m = v % m, m
    def _of(self, o): return o.v if isinstance(o, Mod) else o if isinstance(o, int) else None
    def _do(self, o, f, swap=False):
        x = self._of(o)
        if x is None:
            return NotImplemented
        return Mod(f(x, self.v) if swap else f(self.v, x), self.m)
    def __repr__(self): return f"{self.v}~{self.m}"
    def __index__(self): return self.v
    def __int__(self): return self.v
    def __float__(self): return self.v / self.m
    def __complex__(self): return complex(self.v, self.m)
    def __bool__(self): return self.v != 0
    def __neg__(self): return Mod(-self.v, self.m)
    def __pos__(self): return self
    def __abs__(self): return min(self.v, self.m - self.v)
    def __invert__(self): return Mod(~self.v, self.m)
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
    def __matmul__(self, o): return ("@", o)
    def __rmatmul__(self, o): return ("r@", o)
    def __format__(self, spec): return f"<{self.v}:{spec}>"
    def __hash__(self): return hash((self.v, self.m))
    def __eq__(self, o): return self._of(o) == self.v if self._of(o) is not None else NotImplemented


for name in "add sub mul floordiv mod and or xor lshift rshift".split():
    f = getattr(operator, name + ("_" if name in ("and", "or") else ""))
    setattr(Mod, f"__{name}__", lambda s, o, f=f: s._do(o, f))
    setattr(Mod, f"__r{name}__", lambda s, o, f=f: s._do(o, f, True))

a, b = Mod(5), Mod(3)
print(a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b, a << 1, a >> 1, 10 + a, 10 - a, 2 * a, 17 // a, 17 % a, 1 << a, 6 & a)
print(-a, +a, ~a, abs(a), round(a), round(a, 2), math.trunc(a), math.floor(a), math.ceil(a), divmod(a, 2), divmod(9, a), a**2, 2**a, pow(a, 2, 3), a @ 1, 1 @ a)
print(int(a), float(a), complex(a), bool(Mod(7)), bin(a), hex(a), oct(a), [0, 1, 2, 3, 4, 5][a], "x" * b, range(10)[a : Mod(13, 20)], f"{a:>9}", format(a), "%d %s" % (a, a), chr(Mod(65, 99)))
c = a
c += 4
print(c, a, a == 5, 5 == a, a != "5", {Mod(5): "k"}[Mod(5)], sum([a, b, 1]), a in [5], max([a, b], key=int), sorted([a, b], key=abs), math.gcd(Mod(4), Mod(6)), math.sqrt(Mod(2, 8)))
for bad in (lambda: a + "x", lambda: "x" + a, lambda: a < b, lambda: a + 1.5, lambda: a / 2, lambda: 1.5 // a, lambda: int("x" * a), lambda: a(), lambda: a[0], lambda: len(a), lambda: iter(a), lambda: a.nope):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Bad:
    def __index__(self): return "x"
    def __bool__(self): return 2
    def __float__(self): return 1
    def __hash__(self): return "h"
    def __len__(self): return -1
    def __repr__(self): return 3
    def __iter__(self): return 3
    def __contains__(self, x): return []
    def __int__(self): return 1.5


for bad in (lambda: [1][Bad()], lambda: bool(Bad()), lambda: float(Bad()), lambda: hash(Bad()), lambda: len(Bad()), lambda: repr(Bad()), lambda: list(Bad()), lambda: 3 in Bad(), lambda: int(Bad())):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
