import asyncio, inspect, sys
async def ag(n):
    try:
        for i in range(n):
            x = yield i
            if x: print("got", x)
    except ValueError as e: print("caught", e); yield "v"
    finally: print("fin")
async def main():
    g = ag(3); print(inspect.isasyncgen(g), inspect.getasyncgenstate(g), g.ag_running, g.ag_await, g.ag_frame.f_lineno, g.ag_code.co_name, g.ag_suspended)
    print(await g.__anext__(), await g.asend("s"), inspect.getasyncgenstate(g), await g.athrow(ValueError("x")))
    try: await g.__anext__()
    except StopAsyncIteration as e: print(repr(e), inspect.getasyncgenstate(g))
    g = ag(2); await g.__anext__(); print(await g.aclose(), await g.aclose())
    g = ag(1)
    try: await g.asend(1)
    except TypeError as e: print(e)
    await g.aclose()
    a = ag(2).__anext__(); print(type(a).__name__)
    await a
    try: await a
    except RuntimeError as e: print(e)
    async def sl():
        yield await asyncio.sleep(0, 1)
        yield await asyncio.sleep(0, 2)
    g = sl(); t = g.__anext__(); t.send(None)
    try: g.__anext__().send(None)
    except RuntimeError as e: print(e)
    try: t.throw(KeyError)
    except KeyError: print("key")
    async def ign():
        try: yield 1
        except GeneratorExit: yield 2
    g = ign(); await g.__anext__()
    try: await g.aclose()
    except RuntimeError as e: print(e)
    async def stop():
        raise StopAsyncIteration("q")
        yield
    try: await stop().__anext__()
    except RuntimeError as e: print(e, repr(e.__cause__))
    async def stop2():
        raise StopIteration("q")
        yield
    try: await stop2().__anext__()
    except RuntimeError as e: print(e)
    for f in (lambda: iter(ag(1)), lambda: next(ag(1)), lambda: aiter(5), lambda: anext(5), lambda: ag(1).send(1)):
        try: f()
        except (TypeError, AttributeError) as e: print(type(e).__name__, e)
    print([x async for x in ag(2)], [x + y async for x in ag(2) async for y in ag(1)])
    g = (i async for i in ag(3) if i); print(type(g).__name__, [z async for z in g])
    it = aiter(ag(1)); print(await anext(it), await anext(it, "end"))
    async for x in ag(5):
        if x == 1: break
    print("after break")
asyncio.run(main())
log = []
old = sys.get_asyncgen_hooks()
sys.set_asyncgen_hooks(firstiter=lambda g: log.append(("first", g.__name__)), finalizer=lambda g: log.append(("final", g.__name__)))
g = ag(2)
try: g.__anext__().send(None)
except StopIteration as e: print(e.value)
del g; print(log); sys.set_asyncgen_hooks(*old)
for bad in ((5, None), (None, "x")):
    try: sys.set_asyncgen_hooks(*bad)
    except TypeError as e: print(e)
