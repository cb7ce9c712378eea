import inspect
def g():
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
        return "ret"
    except ValueError as e:
        print("caught", e)
        yield "after"
    finally: print("finally")
i = g(); print(inspect.getgeneratorstate(i), i.gi_frame.f_lineno, i.gi_running, i.gi_suspended, i.gi_yieldfrom, i.gi_code.co_name)
print(next(i), inspect.getgeneratorstate(i), i.gi_suspended, i.gi_frame.f_locals); print(i.send("a"), i.gi_frame.f_lineno)
try: i.send("b")
except StopIteration as e: print(repr(e), e.value)
print(inspect.getgeneratorstate(i), i.gi_frame, i.gi_suspended)
for f in (lambda: next(i), lambda: i.send(1), lambda: i.send(None)):
    try: f()
    except StopIteration as e: print(repr(e))
i = g()
try: i.send(1)
except TypeError as e: print(e)
i = g(); next(i); print(i.throw(ValueError("v"))); print(i.close())
i = g(); next(i); print(i.close(), i.close())
i = g(); print(i.close())
i = g()
try: i.throw(KeyError("unstarted"))
except KeyError as e: print(repr(e), inspect.getgeneratorstate(i))
i = g(); next(i)
for bad in (lambda: i.throw(5), lambda: i.throw("s"), lambda: i.throw(), lambda: i.send(), lambda: i.send(1, 2)):
    try: bad()
    except TypeError as e: print(e)
def stubborn():
    while True:
        try: yield
        except GeneratorExit: pass
def ret():
    try: yield
    except GeneratorExit: return 42
r = ret(); next(r); print(r.close())
def stop():
    raise StopIteration("inner")
    yield
try: next(stop())
except RuntimeError as e: print(e, repr(e.__cause__))
def reent():
    yield next(me)
me = reent()
try: next(me)
except ValueError as e: print(e)
def ctx():
    try: 1 / 0
    except ZeroDivisionError:
        yield 1
        try: raise KeyError
        except KeyError as e: print(repr(e.__context__))
c = ctx(); next(c); list(c)
print(g.__name__, i.__name__, i.__qualname__, type(i).__name__, hasattr(i, "__next__")); i.__name__ = "renamed"; print(i.__name__, repr(i).split(" at")[0])
try: i.__name__ = 5
except TypeError as e: print(e)
