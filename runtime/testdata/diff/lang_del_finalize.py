# record: 3.14
import gc, weakref
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
d = D(1); d = None; print("a")
d = D(2); e = d; del d; print("b"); del e
def f():
    x = D(3); y = D(4)
    return "ret"
print(f())
l = [D(5), D(6)]; l.pop(); l.clear(); print("c")
t = (D(7),); del t
def g():
    x = D(8)
    try: yield
    finally: print("gen fin")
i = g(); next(i); del i; print("d")
try:
    z = D(9)
    raise ValueError
except ValueError: del z
def h():
    x = D(10)
    1 / 0
try: h()
except ZeroDivisionError: print("caught")
print("after")
D(11); print("temp")
x = [D(12)]; x[0] = 1; print("replaced")
m = {"k": D(13)}; m["k"] = 0; m = {1: D(14)}; m.clear(); print("dict")
class R:
    def __del__(self): keep.append(self); print("resurrect")
keep = []; r = R(); del r; print(len(keep)); keep.clear(); print("gone")
c = D(15); c.self = c; del c; print("cycle"); gc.collect(); print("collected")
w = D(16); r1 = weakref.ref(w, lambda r: print("cb", r() is None)); del w
class Bad:
    def __del__(self): raise ValueError("in del")
import sys
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value)
Bad(); print("still here")
s = {D(17)}; s.pop(); print("set")
fn = (lambda v: lambda: v)(D(18)); del fn; print("closure")
class Holder: pass
o = Holder(); o.a = D(19); del o; print("attr")
a, b = D(20), D(21); a, b = b, a; del a; print("swap"); del b
for q in [D(22), D(23)]: pass
del q; print("loop")
with open(__file__) as fh: pass
print("end")
