class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
class S:
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def st(): return "st"
    @property
    def p(self): return "p"
    x = 1
class T(S):
    @classmethod
    def make(cls): return "T:" + super().make()
    @staticmethod
    def st(): return "T" + super(T, T).st()
    @property
    def p(self): return "T" + super().p
    def x_of(self): return super().x
    def nested(self): return [super(T, self).p for _ in "a"], (lambda: super(T, self).p)()
t = T(); print(T.make(), t.st(), t.p, t.x_of(), t.nested(), super(T, t).__self_class__.__name__, super(T, t).__thisclass__.__name__, repr(super(T, t)))
for bad in (lambda: super(), lambda: super(1, 2), lambda: super(T, 5), lambda: super(T, t).nope, lambda: super(T).p, lambda: super(T, int)):
    try: print(bad())
    except (RuntimeError, TypeError, AttributeError) as e: print(type(e).__name__, e)
try:
    class X(A, B): pass
except TypeError as e: print(e)
try:
    class Y(B, C, A, B): pass
except TypeError as e: print(e)
class E:
    def m(self): return __class__
print(E().m(), E.m.__closure__[0].cell_contents is E)
class Co:
    def __init__(self, **k): self.k = k
class Mx:
    def __init__(self, a, **k): self.a = a; super().__init__(**k)
class Fin(Mx, Co): pass
f = Fin(1, z=2); print(f.a, f.k)
class Base:
    def __new__(cls, *a): print("new", cls.__name__, a); return super().__new__(cls)
    def __init__(self, *a): print("init", a)
Base(1, 2)
class Other:
    def __new__(cls): return 5
    def __init__(self): print("not called")
print(Other())
for bad in (lambda: object(1), lambda: A(1), lambda: object.__new__(A, 1), lambda: int.__new__(str), lambda: object.__new__(int), lambda: object.__new__(), lambda: list.__new__(dict)):
    try: bad(); print("ok")
    except TypeError as e: print(e)
class I:
    def __init__(self): return 1
try: I()
except TypeError as e: print(e)
D.__bases__ = (C, B); print([k.__name__ for k in D.__mro__], D().f())
for v in ((), 5, (D,), (1,)):
    try: D.__bases__ = v
    except TypeError as e: print(e)
