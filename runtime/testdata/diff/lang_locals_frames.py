import sys
def f(a, b=2):
    c = a + b
    d = locals(); d["new"] = 1
    x = [locals() for _ in range(1)]
    del c
    return sorted(d), sorted(locals()), "c" in locals()
print(f(1))
def g():
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno, fr.f_back.f_code.co_name, sorted(fr.f_locals), fr.f_globals is globals(), fr.f_builtins["len"] is len
print(g())
class C:
    x = 1
    loc = sorted(k for k in locals() if not k.startswith("__"))
    y = [x for x in "ab"]
print(C.loc, C.y)
def outer():
    v = 1
    def inner():
        v
        return sorted(locals())
    return inner(), sorted(locals())
print(outer())
def depth(n): return sys._getframe(n).f_code.co_name
def call(): return depth(0), depth(1), depth(2)
print(call())
try: sys._getframe(1000)
except ValueError as e: print(e)
def tb():
    try: 1 / 0
    except ZeroDivisionError as e: return e.__traceback__
t = tb(); print(t.tb_lineno - t.tb_frame.f_code.co_firstlineno, t.tb_next, t.tb_frame.f_code.co_name, t.tb_lasti >= 0)
def gen():
    a = 1
    yield
    b = 2
    yield
i = gen(); print(i.gi_frame.f_locals); next(i); print(i.gi_frame.f_locals, i.gi_frame.f_back); next(i); print(i.gi_frame.f_locals)
print(sorted(vars()) == sorted(globals()), locals() is globals())
def params(a, /, b, *c, d, **e): return locals()
print(params(1, 2, 3, d=4, z=5))
import inspect
def caller(): return inspect.stack()[1].function, inspect.currentframe().f_lineno
def top(): return caller()
print(top())
code = f.__code__; print(code.co_varnames[:4], code.co_freevars, code.co_cellvars, code.co_name, code.co_qualname, code.co_flags & 3, code == f.__code__, hash(code) == hash(f.__code__))
