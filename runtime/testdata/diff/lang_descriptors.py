class Ten:
    def __get__(self, o, t=None): return 10
class RO:
    def __get__(self, o, t=None): return "ro"
    def __set__(self, o, v): raise AttributeError("read only")
class A:
    x, y = Ten(), RO()
    def m(self): return self
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(): return "s"
a = A(); a.__dict__.update(x=1, y=2); print(a.x, a.y)
try: a.y = 3
except AttributeError as e: print(e)
print(A.m.__get__(a, A)() is a, A.__dict__["c"].__get__(None, A)() is A, A.__dict__["s"].__get__(None, A)(), A.m.__get__(None, A) is A.m)
print(a.m.__self__ is a, a.m.__func__ is A.m, a.m == a.m, a.m is a.m, hash(a.m) == hash(a.m), a.m.__name__, a.m.__qualname__)
class P:
    def __init__(self): self._v = 0
    @property
    def v(self): "doc of v"; return self._v
    @v.setter
    def v(self, x): self._v = x
    w = property(lambda s: "w")
    n = property()
p = P(); p.v = 3; print(p.v, P.v.__doc__, P.v.fget is not None, P.v.__name__, P.__dict__["w"].fset)
for act in (lambda: setattr(p, "w", 1), lambda: delattr(p, "v"), lambda: p.n, lambda: setattr(p, "n", 1)):
    try: act()
    except AttributeError as e: print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None):
        if o is None: return self
        v = o.__dict__[self.n] = self.f(o); return v
class L:
    @Lazy
    def z(self): print("computed"); return 7
l = L(); print(l.z, l.z, l.__dict__)
print(type(A.__dict__["m"]).__name__, type(A.m).__name__, type(a.m).__name__, type(A.__dict__["c"]).__name__, type(P.__dict__["v"]).__name__)
for bad in (lambda: str.join(1, []), lambda: str.join(), lambda: int.__add__("a", 1), lambda: A.m(), lambda: list.append([], 1, 2), lambda: dict.fromkeys()):
    try: print(bad())
    except TypeError as e: print(e)
print(str.upper, "a".upper.__name__, int.__add__, (1).__add__(2), [].append.__self__, dict.fromkeys("ab"), repr(int.real), type(int.real).__name__)
