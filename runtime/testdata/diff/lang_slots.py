class A: __slots__ = ("x", "y")
a = A(); a.x = 1; print(a.x, A.__slots__, A.x, type(A.x).__name__)
for act in (lambda: setattr(a, "z", 1), lambda: a.__dict__, lambda: delattr(a, "y"), lambda: A.x.__get__(5)):
    try: act()
    except (AttributeError, TypeError) as e: print(type(e).__name__, e)
class B(A): pass
b = B(); b.z = 1; b.x = 2; print(b.__dict__, b.x)
class C(A): __slots__ = "w"
c = C(); c.w = c.x = 3; print(c.w, hasattr(c, "__dict__"))
class D: __slots__ = ("__dict__", "q")
d = D(); d.q = 1; d.other = 2; print(d.__dict__)
class P:
    __slots__ = ("__priv",)
    def __init__(self): self.__priv = 1
print(P.__slots__, P()._P__priv)
class E:
    __slots__ = {"doc": "documented"}
print(E.doc.__doc__ if hasattr(E.doc, "__doc__") else None, E.__slots__)
for src in ("class X:\n __slots__ = ('a',)\n a = 1", "class X:\n __slots__ = (1,)", "class X:\n __slots__ = ('a b',)", "class X(A, C2): pass", "class X:\n __slots__ = ('__dict__', '__dict__')"):
    try: exec(src, {"A": A, "C2": type("C2", (), {"__slots__": ("k",)})}); print("ok")
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
class F:
    __slots__ = ("v",)
    def __setattr__(self, n, v): print("set", n); object.__setattr__(self, n, v)
f = F(); f.v = 1
class G(int): pass
g = G(5); g.a = 1; print(g + 1, g.a)
class Empty: __slots__ = ()
try: Empty().x = 1
except AttributeError as e: print(e)
import weakref
class W: __slots__ = ("__weakref__",)
print(weakref.ref(W())() is None)
