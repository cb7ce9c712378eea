class D:
    def __delattr__(self, n): print("delattr", n)
    def __delitem__(self, k): print("delitem", k)
d = D(); del d.a, d[1], d[1:2], d["x", 3]
x = [0, 1, 2, 3, 4, 5]; del x[0], x[-1], x[::2]; print(x)
def f():
    y = 1
    def g(): return y
    del y
    try: g()
    except NameError as e: print(type(e).__name__, e)
    try: y
    except UnboundLocalError as e: print(type(e).__name__, e)
    y = 2
    print(g())
f()
def h():
    try: del z
    except UnboundLocalError as e: print(e)
    if 0: z = 1
h()
try: del undefined_name
except NameError as e: print(e)
class C: a = 1
del C.a
for o, n in ((C, "a"), (C(), "a"), (1, "real"), ("s", "q")):
    try: delattr(o, n)
    except AttributeError as e: print(e)
for o, k in (([1], 5), ({}, 1), ((1,), 0), ("s", 0), (1, 0), ({1}, 1)):
    try: del o[k]
    except Exception as e: print(type(e).__name__, e)
