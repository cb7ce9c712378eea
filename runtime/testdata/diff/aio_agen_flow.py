# Async generators: asend, athrow, aclose, comprehensions, aiter and anext.
import asyncio
async def g(n):
    for i in range(n):
        try: x = yield i
        except ValueError as e: yield f"caught {e}"; continue
        finally: print("step", i)
        if x: print("sent", x)
async def main():
    a = g(3); print(await a.asend(None), await a.asend("hi"), await a.athrow(ValueError("v")), await anext(a)); await a.aclose(); print(await anext(a, "default"))
    for f in (lambda: anext(a)), (lambda: a.asend(1)), (lambda: g(1).asend(5)), (lambda: g(1).athrow(KeyError("k"))), (lambda: a.athrow(KeyError)), (lambda: a.aclose()), (lambda: anext(5)), (lambda: anext(g(0), 7)):
        try: print(await f())
        except BaseException as e: print(type(e).__name__, e)
    print([x async for x in g(2)], {x: y async for x, y in pairs()}, {x async for x in g(1)}, [y for y in [1] if [z async for z in g(1)]], list([await asyncio.sleep(0, i) for i in range(3)]))
    ge = (x * 2 async for x in g(2) if x); print(type(ge).__name__, [x async for x in ge])
    async for x in g(5):
        if x == 1: break
    else: print("never")
    async for x in g(1): pass
    else: print("else")
    async def bad():
        try: yield 1
        finally: yield 2
    b = bad(); await anext(b)
    try: await b.aclose()
    except RuntimeError as e: print(e)
    c = g(2); x = c.asend(None); y = c.asend(None)
    try: x.send(None)
    except StopIteration as e: print("value", e.value)
    try: x.send(None)
    except RuntimeError as e: print(e)
    y.close(); await c.aclose(); print(aiter(c) is c, c.ag_running, c.ag_frame)
async def pairs():
    yield 1, 2; await asyncio.sleep(0); yield 3, 4
asyncio.run(main())
