import asyncio
async def g():
    try:
        while True:
            try:
                v = yield "item"
                print("sent", v)
            except ValueError as e: print("caught", e); yield "handled"
    finally: print("finally")
async def agen_stop():
    yield 1
    raise StopAsyncIteration
async def agen_stopi():
    yield 1
    raise StopIteration
async def ignore():
    try: yield 1
    finally: yield 2
async def plain():
    yield 1
    yield 2
async def main():
    it = g()
    print(await it.asend(None), await it.asend("x"), await it.athrow(ValueError("v")), await it.__anext__())
    print(await it.aclose(), await it.aclose())
    try: await it.__anext__()
    except StopAsyncIteration: print("over")
    try: await it.asend(1)
    except StopAsyncIteration: print("over")
    print(await it.athrow(ValueError))
    it = plain()
    try: await it.asend(1)
    except TypeError as e: print(e)
    for f in (agen_stop, agen_stopi):
        it = f(); await anext(it)
        try: await anext(it)
        except RuntimeError as e: print(e, repr(e.__cause__))
    it = ignore(); await anext(it)
    try: await it.aclose()
    except RuntimeError as e: print(e)
    it = plain(); a = it.asend(None)
    try: await a
    finally: pass
    try: await a
    except RuntimeError as e: print(e)
    cl = it.aclose(); await cl
    try: await cl
    except RuntimeError as e: print(e)
    print([x async for x in plain()], {x async for x in plain()}, {x: x async for x in plain()}, [x async for x in plain() if x > 1])
    ge = (x * 2 async for x in plain()); print(type(ge).__name__, [y async for y in ge])
    print(await anext(plain()), await anext(aiter(plain()), "d"))
    e = plain(); [x async for x in e]; print(await anext(e, "default"))
    it = plain()
    try: await it.athrow(KeyError("k"))
    except KeyError as e: print(repr(e))
    try: print(await anext(it))
    except StopAsyncIteration: print("closed by throw")
    print(it.ag_running, it.ag_frame, it.__name__)
    async def slow():
        try:
            await asyncio.sleep(0.01)
            yield 1
        finally: print("slow closed")
    it = slow(); t = asyncio.ensure_future(anext(it)) if False else asyncio.create_task(asyncio.wait_for(anext(it), 1)); await asyncio.sleep(0)
    for f in (lambda: it.aclose(), lambda: anext(it), lambda: it.athrow(ValueError)):
        try: await f()
        except RuntimeError as e: print(e)
    print(await t); await it.aclose()
    async def nested():
        async for x in plain(): yield x * 10
    print([x async for x in nested()])
    for f in (lambda: anext(5), lambda: aiter(5), lambda: aiter([])):
        try: f()
        except TypeError as e: print(e)
    try:
        async for a, b in plain(): pass
    except TypeError as e: print(e)
    async for x in plain():
        if x == 1: continue
        print(x)
    else: print("else")
    async def retn():
        yield 1
        return
    print([x async for x in retn()])
asyncio.run(main())
