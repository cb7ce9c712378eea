print(eval("1 + x", {"x": 2}), eval(" 3"), eval(b"4 + 1"), eval(compile("a * 2", "<c>", "eval"), {"a": 5}))
ns = {}; exec("y = 1\ndef f(): return y + 1", ns); print(ns["f"](), sorted(k for k in ns if not k.startswith("__")), "__builtins__" in ns)
g, l = {"a": 1}, {"b": 2}; exec("c = a + b; global d; d = 5", g, l); print(l, g["d"])
def loc():
    v = 1
    exec("v = 2; w = 3")
    return v, "w" in locals(), eval("v + 1")
print(loc())
class Map(dict):
    def __missing__(self, k): return f"<{k}>"
print(eval("zz", {}, Map()))
for bad in (lambda: eval("1 +"), lambda: eval("x = 1"), lambda: eval(5), lambda: exec("1", 5), lambda: eval("1", []), lambda: eval("1", {}, 5), lambda: compile("x", "f", "bad"), lambda: compile("a b", "f.py", "exec"), lambda: eval("undefined_zz"), lambda: exec("return 1"), lambda: compile(5, "f", "exec"), lambda: eval("yield"), lambda: exec("import nope_x"), lambda: eval("\0"), lambda: compile("", 5, "exec")):
    try: bad(); print("ok")
    except Exception as e: print(type(e).__name__, e)
c = compile("x = 1\nprint(x)", "name.py", "exec"); print(c.co_filename, c.co_name, c.co_names, c.co_consts[0], c.co_firstlineno, c.co_flags & 1, type(c).__name__); exec(c)
exec(compile("5 + 5", "<i>", "single"))
def closure():
    k = 10
    def inner(): return k
    return inner
inner = closure()
import types
exec(inner.__code__.replace() if 0 else "pass")
try: exec(inner.__code__)
except TypeError as e: print(e)
try: eval(inner.__code__)
except TypeError as e: print(e)
print(eval("[i for i in range(n)]", {"n": 3}), eval("(lambda q: q + n)(1)", {"n": 3}), eval("__name__"))
exec("class K:\n  z = 3\n  def m(self): return self.z", ns); print(ns["K"]().m(), ns["K"].__module__)
print(globals() is eval("globals()"), sorted(eval("locals()", {}, {"q": 1})), dir()[:0])
src = "def f(a, b=2, *c, d, **e):\n    'doc'\n    return a\n"
exec(src, ns); f = ns["f"]; print(f.__doc__, f.__code__.co_argcount, f.__code__.co_varnames, f.__module__)
