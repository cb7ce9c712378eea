"""What is left of async generators that are over or dropped, and of operations on them that nobody awaits."""

import asyncio
import gc
import sys
import warnings
import weakref


async def plain():
    yield 1
    yield 2


async def main():
    loop = asyncio.get_running_loop()

    def state(what, ref):
        print(what, ref() is None, len(loop._asyncgens))

    g = plain()
    ref = weakref.ref(g)
    print(await anext(g), [x is g for x in loop._asyncgens])
    await g.aclose()
    print([x is g for x in loop._asyncgens])
    g = None
    state("closed", ref)
    for _ in range(100):
        g = plain()
        await anext(g)
        await g.aclose()
    state("many", ref)
    g = plain()
    ref = weakref.ref(g, lambda r: print("gone"))
    await anext(g)
    try:
        await g.athrow(ValueError("v"))
    except ValueError:
        pass
    g = None
    state("failed", ref)
    g = plain()
    ref = weakref.ref(g)
    print([x async for x in g])
    g = None
    state("exhausted", ref)
    g = plain()
    ref = weakref.ref(g)
    await g.asend(None)
    g = None
    state("dropped", ref)  # the loop still closes it
    await asyncio.sleep(0.01)
    state("later", ref)
    async for _ in plain():
        break
    await asyncio.sleep(0.01)
    state("left", ref)
    kept = [plain() for _ in range(5)]
    for g in kept:
        await anext(g)
    state("kept", ref)
    for g in kept:
        await g.aclose()
    state("kept closed", ref)
    del kept, g
    gc.collect()
    state("end", ref)


asyncio.run(main())


def gen():
    try:
        yield 1
    finally:
        print("finally", ref() is None)


g = gen()
ref = weakref.ref(g)
next(g)
del g


async def coro():
    pass


def show(message, category, filename, lineno, file=None, line=None):
    print(category.__name__, message)


def forgotten():
    plain().__anext__()
    x = plain().__aiter__().__anext__()
    del x
    y = anext(plain())
    del y
    z = anext(plain(), 5)
    del z
    plain().asend(None)
    plain().athrow(ValueError)
    plain().aclose()
    coro()


original = warnings.showwarning
warnings.showwarning = show
forgotten()
warnings.showwarning = original
sys.set_coroutine_origin_tracking_depth(3)


def outer():
    return coro()


warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as log:
    forgotten()
    outer()
for w in log:
    print(w.category.__name__, w.source is None, str(w.message).replace(__file__, "FILE"))


async def awaited():
    g = plain()
    print(await g.__anext__(), await anext(g, 3), await anext(g, 3), await anext(g, 4))
    op = g.asend(None)
    try:
        await op
    except StopAsyncIteration:
        print("over")
    op = g.asend(None)
    op.close()


warnings.simplefilter("error")
asyncio.run(awaited())
