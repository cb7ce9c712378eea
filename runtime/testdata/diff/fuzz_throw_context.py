# The context of what is thrown into a generator is what the generator handles, not its caller.
def g():
    try: yield 1
    except ValueError:
        try: yield 2
        except KeyError as e: print("inner", repr(e.__context__))
    yield 3
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__), e.__suppress_context__)
try: 1 / 0
except ZeroDivisionError:
    x = g(); show(lambda: x.throw(TypeError("new")))
    show(lambda: x.throw(TypeError("finished")))
    x = g(); next(x); show(lambda: x.throw(TypeError("started")))
    x = g(); next(x); show(lambda: x.throw(ValueError("handled"))); show(lambda: x.throw(KeyError("k")))
    x = g(); next(x); next(x); show(lambda: x.throw(OSError("o")))
    x = (i for i in [1, 2]); next(x); show(lambda: x.throw(RuntimeError("r")))
    async def co():
        try: raise KeyError("own")
        except KeyError: await other()
    async def other(): raise LookupError("deep")
    c = co(); show(lambda: c.send(None))
    c = co(); show(lambda: c.throw(TypeError("early")))
def h():
    try: raise ValueError("own")
    except ValueError: yield 1
x = h(); next(x); show(lambda: x.throw(KeyError("k")))
x = h(); next(x); show(lambda: x.close())
