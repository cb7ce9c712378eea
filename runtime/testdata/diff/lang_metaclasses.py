class Meta(type):
    def __prepare__(name, bases, **kw): print("prepare", name, bases, kw); return {"injected": 1}
    def __new__(m, name, bases, ns, **kw): print("new", name, sorted(k for k in ns if not k.startswith("__")), kw); return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): print("init", name); super().__init__(name, bases, ns)
    def __call__(cls, *a): print("call", cls.__name__, a); return super().__call__(*a)
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is int
    def __getattr__(cls, n): return f"meta {n}"
    def __len__(cls): return 42
    def __contains__(cls, x): return x == "in"
    def __iter__(cls): return iter("ab")
    @property
    def prop(cls): return cls.__name__.lower()
class A(metaclass=Meta, flag=True): x = 1
class B(A, other=2): pass
print(A().__class__, isinstance(5, A), issubclass(int, B), A.nope, len(B), "in" in A, list(A), A.prop, A.injected, type(B) is Meta)
try: A().prop
except AttributeError as e: print(e)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class Y(X1, X2): pass
except TypeError as e: print(e)
def fn_meta(name, bases, ns): return name, bases, sorted(ns)[:2]
class Z(metaclass=fn_meta): q = 1
print(Z)
print(type("Dyn", (A,), {"y": 2}).y, type(type("N", (), {})))
for bad in (lambda: type(), lambda: type("a", "b"), lambda: type(1, (), {}), lambda: type("a", [], {}), lambda: type("a", (), []), lambda: type("a", (1,), {}), lambda: type("a", (bool,), {}), lambda: type("a", (int, str), {}), lambda: type("a", (object, int), {}), lambda: type("a", (int, int), {})):
    try: bad()
    except TypeError as e: print(e)
class S(type):
    _i = {}
    def __call__(cls, *a):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a)
        return cls._i[cls]
class Single(metaclass=S): pass
print(Single() is Single(), Meta.__mro__[1], type.__call__(Single) is Single())
