class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"V({self.v})"
    def __add__(self, o): return V(("add", self.v, getattr(o, "v", o)))
    def __radd__(self, o): return V(("radd", o, self.v))
    def __iadd__(self, o): self.v = ("iadd", self.v, o); return self
    def __mul__(self, o): return NotImplemented
    def __rmul__(self, o): return V(("rmul", o, self.v))
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return V(("sub", self.v, o))
class W(V):
    def __radd__(self, o): return V(("W.radd", o.v, self.v))
a = V(1); b = a; a += 2; print(a, b is a)
a = V(1); a -= 2; print(a)
print(1 + V(2), V(1) + W(2), V(1) + 3, 3 * V(2))
try: V(1) * 3
except TypeError as e: print(e)
l = [1]; m = l; l += (2, 3); print(l, m is l); l *= 2; print(l)
t = (1,); u = t; t += (2,); print(t, u)
s = {1}; r = s; s |= {2}; print(s == {1, 2}, r is s); s &= {2}; s ^= {3}; print(s == {2, 3}); s -= {3}; print(s)
d = {1: 2}; d |= {3: 4}; print(d, d | {1: 0}, {9: 9} | d)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
x = 10; x //= 3; x **= 4; x <<= 2; x >>= 1; x %= 100; x |= 1; x &= 0xFF; x ^= 3; print(x)
n = "ab"; n *= 3; n += "c"; print(n, "%s-%d" % ("a", 3))
class Idx:
    def __getitem__(self, k): print("get", k); return 1
    def __setitem__(self, k, v): print("set", k, v)
def key(): print("key"); return "k"
Idx()[key()] += 5
