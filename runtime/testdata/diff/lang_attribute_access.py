class A:
    cls_attr = 1
    def __init__(self): self.i = 1
    def __getattr__(self, n):
        if n == "boom": raise ValueError("boom")
        if n.startswith("dyn"): return n
        raise AttributeError(f"custom {n}", name=n, obj=self)
a = A(); print(a.i, a.cls_attr, a.dyn_x, hasattr(a, "nope"), getattr(a, "nope", "d"))
try: a.nope
except AttributeError as e: print(e, e.name, e.obj is a)
try: a.boom
except ValueError as e: print(e)
class B:
    def __getattribute__(self, n): print("getattribute", n); return object.__getattribute__(self, n)
    def __getattr__(self, n): return "fallback " + n
    x = 1
b = B(); print(b.x, b.missing)
len_b = type("LB", (B,), {"__len__": lambda s: 3})(); print(len(len_b))
class C:
    def __setattr__(self, n, v): print("set", n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print("del", n); super().__delattr__(n)
c = C(); c.q = 1; c.q += 1; del c.q
class D:
    def __dir__(self): return ["z", "a"]
print(dir(D()), sorted(d for d in dir(A()) if not d.startswith("__")))
try: object().x = 1
except AttributeError as e: print(e)
try: (1).x
except AttributeError as e: print(e)
try: A.zzz
except AttributeError as e: print(e)
try: A().__class__ = 5
except TypeError as e: print(e)
class E(A): pass
o = A(); o.__class__ = E; print(type(o).__name__)
try: o.__class__ = int
except TypeError as e: print(e)
o.__dict__ = {"new": 1}; print(o.new, vars(o))
try: o.__dict__ = 5
except TypeError as e: print(e)
for bad in (lambda: getattr(o, 1), lambda: setattr(o, 1, 2), lambda: hasattr(o, b"x")):
    try: bad()
    except TypeError as e: print(e)
try: vars(1)
except TypeError as e: print(e)
A.cls_attr = 2; print(a.cls_attr); a.cls_attr = 3; print(A.cls_attr, a.cls_attr)
try: int.foo = 1
except TypeError as e: print(e)
class Suggest: alpha = beta = 1
try: Suggest().alhpa
except AttributeError as e:
    import traceback; print(traceback.format_exception_only(e)[-1].strip())
