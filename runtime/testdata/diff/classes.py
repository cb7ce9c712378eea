class A:
    def who(self): return "A"
    def __repr__(self): return f"<{type(self).__name__}>"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
print(D().who(), [k.__name__ for k in D.__mro__], D())
try:
    class Bad(A, D): pass
except TypeError as e: print(e)
class P:
    def __init__(self): self._v = 0
    @property
    def v(self):
        "doc of v"
        return self._v
    @v.setter
    def v(self, x): self._v = x * 2
    @v.deleter
    def v(self): self._v = None
    @property
    def ro(self): return 1
p = P(); p.v = 4; print(p.v, P.v.__doc__); del p.v; print(p.v)
for f in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.nope, lambda: P.nope, lambda: setattr(5, "x", 1), lambda: delattr(p, "zz"), lambda: p()):
    try: f()
    except Exception as e: print(type(e).__name__, e)
class Desc:
    def __set_name__(self, owner, name): self.name = name; print("set_name", owner.__name__, name)
    def __get__(self, obj, owner): return "class" if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, v): obj.__dict__[self.name] = v + "!"
    def __delete__(self, obj): del obj.__dict__[self.name]
class HasDesc:
    d = Desc()
h = HasDesc(); print(HasDesc.d, h.d); h.d = "x"; print(h.d, h.__dict__); del h.d; print(h.d)
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = 1
s = S(); print(s.a)
for f in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.__dict__):
    try: f()
    except AttributeError as e: print(e)
class G:
    def __getattr__(self, n):
        if n.startswith("x"): return n * 2
        raise AttributeError(n)
    def __setattr__(self, n, v): print("set", n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
g = G(); print(g.xy, hasattr(g, "q"), getattr(g, "q", "dflt")); g.a = 1; del g.a
class GA:
    v = 3
    def __getattribute__(self, n): return "got " + n
print(GA().v, GA().anything)
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("meta new", name, kw); return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a): print("meta call", a); return super().__call__(*a)
    def __iter__(cls): return iter([1, 2])
    @classmethod
    def __prepare__(m, name, bases, **kw): print("prepare", name); return {}
    @property
    def tag(cls): return cls.__name__.lower()
class M(metaclass=Meta, opt=1):
    def __init__(self, *a): self.args = a
print(M(1, 2).args, list(M), M.tag, type(M).__name__)
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.subs.append((cls.__name__, tag))
class Sub1(Base, tag="t"): pass
class Sub2(Sub1): pass
print(Base.subs)
try:
    class Sub3(A, tag=1): pass
except TypeError as e: print(e)
class CG:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(CG[int])
class New:
    def __new__(cls, v):
        o = super().__new__(cls); o.v = v; return o
    def __init__(self, v): self.v += 1
print(New(1).v)
class NotInst:
    def __new__(cls): return 7
    def __init__(self): print("never")
print(NotInst())
class BadInit:
    def __init__(self): return 5
try: BadInit()
except TypeError as e: print(e)
print(isinstance(D(), A), issubclass(D, (int, A)), isinstance(5, int | str))
try: isinstance(5, 5)
except TypeError as e: print(e)
class Mangle:
    def __init__(self): self.__x = 1
    def __m(self): return self.__x
    def pub(self): return self.__m()
print(Mangle().pub(), Mangle().__dict__)
T = type("T", (A,), {"z": 1}); print(T().z, T, T.__bases__, T.__module__)
print(A.__subclasses__()[0].__name__, D.__base__.__name__, vars(New(1)))
o = A(); o.__class__ = C; print(o.who())
class Call:
    def __call__(self, *a, **k): return a, k
print(Call()(1, b=2), callable(Call()), callable(5))
