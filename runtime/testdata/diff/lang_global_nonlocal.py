x = "global"
def outer():
    x = "outer"
    def inner():
        nonlocal x
        x = "inner"
        def deeper():
            global x
            x = "changed global"
            return x
        return deeper()
    r = inner()
    return r, x
print(outer(), x)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter(); inc(); inc(5); print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars)
class C:
    x = "class"
    y = x
    def m(self): return x
    z = [x for _ in range(1)]
print(C.y, C().m(), C.z)
def cls():
    v = 1
    class K:
        nonlocal v
        v = 2
        w = v
    return v, K.w, hasattr(K, "v")
print(cls())
def fns(): return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]
print([f() for f in fns()[0]], [f() for f in fns()[1]])
for src in ("def f():\n nonlocal q", "nonlocal q", "def f():\n x=1\n global x", "def f(x):\n global x", "def f():\n print(x)\n global x", "def f():\n x=1\n def g():\n  nonlocal x\n  global x", "x: int\ndef f():\n global y\n y: int"):
    try: compile(src, "<s>", "exec"); print("ok")
    except SyntaxError as e: print(e.msg, e.lineno, e.offset)
