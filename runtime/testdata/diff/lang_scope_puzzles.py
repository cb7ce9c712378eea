# Scopes: class bodies, comprehensions, nonlocal chains, defaults, del, exec.
x = "global"


class C:
    x = "class"
    y = [x for _ in range(1)]
    z = [v for v in (x, x)]
    def m(self): return x
    n = lambda self: x
    class D:
        w = x


print(C.y, C.z, C().m(), C().n(), C.D.w)


def counter():
    n = 0
    def up():
        nonlocal n
        n += 1
        def twice():
            nonlocal n
            n *= 2
            return n
        return twice
    def now(): return n
    return up, now


up, now = counter()
t = up()
print(t(), up()(), now(), [c.cell_contents for c in now.__closure__], now.__code__.co_freevars, counter.__code__.co_cellvars)
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs], "i" in globals())


def late(a, b=[], *, c={}):
    b.append(a)
    c[a] = len(b)
    return b, c


print(late(1), late(2), late.__defaults__, late.__kwdefaults__)


def shadow():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(e)
    def inner(): return y
    try:
        inner()
    except NameError as e:
        print(e)
    y = 3
    return inner()


print(shadow())
try:
    undefined_thing
except NameError as e:
    print(e, e.name)
ns = {"x": "ns"}
exec("def f():\n    global g\n    g = x\n    return [x for x in range(2)], x\nr = f()", ns)
print(ns["r"], ns["g"], eval("x + y", {"x": 1}, {"y": 2}), "g" in globals())


def walrus():
    if (n := 10) > 5 and any((hit := v) > 2 for v in [1, 3, 9]):
        pass
    return n, hit, [last := k for k in "ab"], last


print(walrus())


def gen_scope():
    x = "local"
    g = (x for _ in range(1))
    x = "changed"
    return list(g), [(lambda: x)() for _ in range(1)]


print(gen_scope())
for x in range(2):
    pass
print(x)
try:
    raise ValueError("gone")
except ValueError as err:
    keep = err
print("err" in globals(), keep)


def args(a, /, b, *c, d=4, **e): return locals()


print(args(1, 2, 3, d=5, f=6), args.__code__.co_varnames, args.__code__.co_argcount, args.__code__.co_posonlyargcount, args.__code__.co_kwonlyargcount)


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases, **kw): return {"injected": name}
    def __new__(cls, name, bases, ns, **kw): return super().__new__(cls, name, bases, {k: v for k, v in ns.items() if k != "hidden"})


class M(metaclass=Meta, option=1):
    seen = injected
    hidden = 1


print(M.seen, hasattr(M, "hidden"), M.injected)
