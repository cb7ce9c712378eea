def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5); print(get())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def outer():
    x = "outer"
    def mid():
        def inner():
            nonlocal x
            x = "inner"
        inner()
        return x
    r = mid()
    return r, x
print(outer())
def unbound():
    try: print(z)
    except UnboundLocalError as e: print(e)
    z = 1
    del z
    try: print(z)
    except UnboundLocalError as e: print(e)
    def f(): return y
    try: f()
    except NameError as e: print(e)
    y = 1
    return f()
print(unbound())
x = 10
def g():
    global x, newg
    x += 1
    newg = "made"
g(); print(x, newg)
class C:
    x = 5
    y = [x for _ in range(2)]
    def m(self): return x
print(C.y, C().m(), C.x)
def delcell():
    a = 1
    def f(): return a
    del a
    try: f()
    except NameError as e: print(type(e).__name__, e)
delcell()
def gen():
    tot = 0
    def add(v):
        nonlocal tot
        tot += v
        return tot
    for i in range(4):
        yield add(i)
print(list(gen()))
print((lambda *a, **k: (a, k))(1, 2, z=3))
def compose(*fns):
    def run(v):
        for f in fns: v = f(v)
        return v
    return run
print(compose(lambda v: v + 1, lambda v: v * 2)(3), inc.__closure__ is not None, [c.cell_contents for c in get.__closure__])
class D:
    attr = 1
    def __init__(self):
        self.get = lambda: __class__.__name__
print(D().get())
try: undefined_name
except NameError as e: print(e, e.name)
