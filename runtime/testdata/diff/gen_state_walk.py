# States and attributes of generators through their life.
import inspect
def g(a):
    b = yield a
    try: c = yield from inner(b)
    finally: d = 1
    return c
def inner(x):
    y = yield x
    return [x, y]
def st(x): return inspect.getgeneratorstate(x), x.gi_running, x.gi_frame is None, x.gi_frame and x.gi_frame.f_lineno - g.__code__.co_firstlineno, type(x.gi_yieldfrom).__name__, inspect.getgeneratorlocals(x)
x = g(1); print(st(x), x.__name__, x.__qualname__, x.gi_code.co_name)
print(next(x), st(x)); print(x.send(2)); s = st(x); print(s[:-1], sorted(s[-1]), x.gi_yieldfrom.gi_frame.f_locals)
try: x.send(3)
except StopIteration as e: print(e.value, st(x))
for f in lambda: next(x), lambda: x.send(1), lambda: x.throw(KeyError), lambda: x.close(), lambda: g(1).send(2), lambda: g(1).throw(1), lambda: g(1).throw(KeyError, "a"), lambda: setattr(x, "__name__", 5), lambda: setattr(x, "gi_frame", 1), lambda: x.nope, lambda: iter(x) is x:
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
x = g(5); x.__name__ = "renamed"; print(x.__name__, repr(x)[:17])
def me():
    try: next(r)
    except ValueError as e: print(e)
    yield 1
r = me(); print(next(r))
