def tag(n):
    print("make", n)
    def deco(f): print("apply", n, getattr(f, "__name__", f)); return f
    return deco
@tag(1)
@tag(2)
def f(): pass
@tag("c")
class C:
    @staticmethod
    @tag("s")
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v
    @p.deleter
    def p(self): del self._p
print(C.s(1), C().s(2), C.c(3), C().c(4))
o = C(); o.p = 5; print(o.p); del o.p
try: o.p
except AttributeError as e: print(e)
@lambda f: f()
def now(): return "called"
print(now)
fs = [tag(9)]
@fs[0]
@(lambda f: f)
def g(): pass
@print
def h(): pass
class Reg:
    all = []
    def __call__(self, f): self.all.append(f.__name__); return f
r = Reg()
@r
def a(): pass
@(x := r)
def b(): pass
print(Reg.all)
try:
    @5
    def z(): pass
except TypeError as e: print(e)
async def co(): pass
@tag("async")
async def ac(): pass
print(C.__dict__["s"].__class__, C.__dict__["c"].__func__.__name__, C.p.fget.__name__)
