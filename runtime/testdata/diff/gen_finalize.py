import weakref, gc
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f():
    d = D("local")
    print("in f")
f(); print("after f")
x = D("a"); x = D("b"); print("rebound"); del x
l = [D(1), D(2)]; l.pop(); print("popped"); l[0] = None; print("set")
d = {"k": D("v")}; d.clear(); print("cleared")
def g():
    try: yield D("yielded")
    finally: print("gen fin")
it = g(); v = next(it); del v; print("dropped"); del it; print("gen gone")
for v in g(): break
v = None
print("loop done")
class H: pass
h = H(); h.d = D("held"); del h; print("h gone")
D("temp"); print("temp gone")
def raiser():
    d = D("in frame")
    raise ValueError
try: raiser()
except ValueError: print("caught")
print("after except")
w = D("weak"); r = weakref.ref(w, lambda _: print("callback")); print(r() is w); del w; print(r())
def nested():
    a = D("n1"); b = D("n2")
    def inner(): return a
    return inner
i = nested(); print("n2 gone, n1 held"); del i
class Res:
    def __del__(self): global saved; saved = self; print("resurrect")
Res(); print(type(saved).__name__); saved = None; print("x")
t = (D("t1"), [D("t2")]); del t; print("tuple")
s = sorted([D(3)], key=lambda d: d.n); print("sorted"); s = None
def kw(**k): pass
kw(a=D("kw")); print("kw gone")
[D("c") for _ in range(2)]; print("comp gone")
print(len([D("arg")])); print("arg gone")
a = D("swap1"); b = D("swap2"); a, b = b, a; print("swapped"); del a, b
def ret(): return D("ret")
ret().n; print("ret gone")
def deflt(x=D("default")): pass
del deflt; print("default gone")
class CD: pass
CD.attr = D("clsattr"); del CD.attr; print("cls attr gone")
m = D("meth").__del__; print("bound"); del m; print("unbound")
