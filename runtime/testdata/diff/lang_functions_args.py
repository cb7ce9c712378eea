def f(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 2, 3, 4, 5, d=6, x=7), f(1, c=9, d=0, a=8, b=7))
for a, k in (((), {}), ((1,), {}), ((), {"d": 1, "a": 1}), ((1, 2, 3), {"c": 4, "d": 1})):
    try: print(f(*a, **k))
    except TypeError as e: print(e)
def g(a, b, c=1): pass
def h(*, x, y, z=1): pass
def p(a, b, /): pass
def n(): pass
def one(x): pass
for fn, a, k in ((g, (), {}), (g, (1,), {}), (g, (1, 2, 3, 4), {}), (g, (1, 2), {"d": 1}), (g, (1,), {"a": 2, "b": 3}), (h, (), {}), (h, (1,), {}), (h, (), {"x": 1}), (h, (1,), {"x": 1, "y": 2}), (p, (1,), {"b": 2}), (p, (), {"a": 1, "b": 2}), (n, (1,), {}), (n, (), {"q": 1}), (one, (), {}), (one, (1, 2), {}), (one, (), {"y": 2, "x": 1}), (lambda: 0, (1,), {})):
    try: fn(*a, **k); print("ok")
    except TypeError as e: print(e)
for call in (lambda: g(*5), lambda: g(**5), lambda: g(**{1: 2}), lambda: g(1, **{"a": 1}), lambda: g(*[1], *[2], **{"c": 1}, **{"c": 2}), lambda: n(**{"a b": 1})):
    try: call(); print("ok")
    except TypeError as e: print(e)
print(f.__defaults__, f.__kwdefaults__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount)
f.__defaults__ = (20, 30); f.__kwdefaults__ = {"d": 1}; print(f(1))
def m(x=[]): x.append(1); return x
m(); print(m(), m.__defaults__)
def order():
    def t(v): print(v, end=" "); return v
    return (lambda *a, **k: (a, k))(t(1), *t([2]), t(3), x=t(4), **t({"y": 5}), z=t(6))
print(order())
