# StopIteration thrown into a generator that was not started, is started, delegates, is finished.
def g(): yield 1; yield 2
def d(it): print("value", (yield from it)); yield "more"
async def c(): pass
def show(f, *a):
    try: print(f(*a))
    except BaseException as e: print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__))
show(g().throw, StopIteration(4))
x = g(); next(x); show(x.throw, StopIteration(4)); show(x.throw, StopIteration(5)); show(next, x)
for it in (1, 2), [3], range(2), iter("ab"), {1: 2}, map(abs, [1]):
    x = d(it); next(x); show(x.throw, StopIteration("s")); show(x.throw, StopIteration)
x = d(g()); next(x); show(x.throw, StopIteration("in"))
x = d((1, 2)); next(x); show(x.throw, ValueError("v"))
x = (i for i in [1]); show(x.throw, StopIteration(4))
x = c(); show(x.throw, StopIteration(1))
async def ag(): yield 1
x = ag().athrow(StopAsyncIteration("s")); show(x.send, None)
x = ag().athrow(StopIteration("s")); show(x.send, None)
