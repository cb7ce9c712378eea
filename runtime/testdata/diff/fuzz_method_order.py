# A method is looked up before its arguments are evaluated.
def arg(): print("arg"); return 1
class A:
    def __getattr__(self, name):
        print("getattr", name)
        if name == "gone": raise AttributeError(name)
        return lambda *a, **k: (name, a, k)
    @property
    def prop(self): print("prop"); return lambda *a: ("prop", a)
    def m(self, *a): return ("m", a)
a = A()
for text in "a.gone(arg())", "a.any(arg(), k=arg())", "a.prop(arg())", "a.m(arg())", "None.m(arg())", "a.m(arg(), *[arg()])", "a.gone(*[arg()])", "(1).gone(arg())":
    try: print(text, eval(text))
    except Exception as e: print(text, type(e).__name__, e)
def swap():
    A.m = lambda self, *a: ("new", a)
    return 2
print(a.m(swap()), a.m(1))
import math
class M: pass
o = M(); o.f = lambda *a: a
def change(): o.f = None; return 5
print(o.f(change()), o.f)
def gen():
    r = o.g((yield 1), (yield 2))
    print(r)
o.g = lambda *a: a
g = gen(); next(g); g.send("x")
try: g.send("y")
except StopIteration: print("end")
