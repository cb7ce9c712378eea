# __slots__ with __dict__, below a class that has one or has none.
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class A: __slots__ = ("a",)
class B(A): __slots__ = ("__dict__",)
class C: pass
def bad():
    class D(C): __slots__ = ("__dict__",)
def bad2():
    class D(B): __slots__ = ("__dict__", "x")
def twice():
    class D(A): __slots__ = ("__dict__", "__dict__")
show(bad); show(bad2); show(twice)
b = B(); b.a = 1; b.z = 2; print(b.__dict__, b.a)
a = A()
for f in lambda: setattr(a, "z", 1), lambda: a.a, lambda: delattr(a, "a"), lambda: a.__dict__, lambda: vars(a): show(f)
