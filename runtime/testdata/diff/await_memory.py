# What is awaited without anybody seeing it: futures without their iterators,
# coroutines and asend objects whose memory may serve again.
import asyncio
import gc
import weakref


async def wait(f):
    try:
        return await f
    except BaseException as e:
        return repr(e)


async def leaf(x, log=None):
    if log is not None:
        log.append(x)
    await asyncio.sleep(0)
    return x


async def outer(n):
    out = []
    for i in range(n):
        out.append(await leaf(i))
    return out


def end(c):
    try:
        c.throw(ValueError("thrown"))
    except StopIteration as e:
        return e.value


async def futures():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    c = wait(f)
    t = loop.create_task(c)
    await asyncio.sleep(0)
    print(type(c.cr_await).__name__, c.cr_await is c.cr_await, t._fut_waiter is f)
    f.set_result(3)
    print(await t, t._fut_waiter)
    f = loop.create_future()
    t = loop.create_task(wait(f))
    await asyncio.sleep(0)
    t.cancel("why")
    print(await t, f.cancelled(), t.cancelling(), t.uncancel(), t.cancelling())
    f = loop.create_future()
    c = wait(f)
    print(c.send(None) is f, f._asyncio_future_blocking)
    try:
        c.send(None)
    except StopIteration as e:
        print(e.value)
    for look in False, True:
        f = loop.create_future()
        c = wait(f)
        c.send(None)
        if look:
            print(type(c.cr_await).__name__)
        print(end(c))
    f = loop.create_future()
    c = wait(f)
    c.send(None)
    r = weakref.ref(f)
    del f
    gc.collect()
    print(r() is not None, r()._asyncio_future_blocking)
    c.close()
    g = asyncio.gather(leaf(1), leaf(2))
    print(await g)
    f = loop.create_future()
    f.set_exception(KeyError(1))
    print(await wait(f))

    class Own(asyncio.Future):
        def __await__(self):
            print("own")
            return super().__await__()

    f = Own()
    loop.call_soon(f.set_result, 5)
    print(await f)


async def coroutines():
    print(await outer(4))
    c, d = leaf(7), leaf(8)
    print(c.cr_frame.f_locals, d.cr_frame.f_lineno - leaf.__code__.co_firstlineno, c is d)
    print(await c, await d, c.cr_frame, d.cr_await)
    log = []
    kept = leaf(9, log)
    seen = weakref.ref(kept)
    print(await kept, seen() is kept)
    del kept
    print(seen(), await outer(2), log)
    frame = None

    async def framed():
        nonlocal frame
        import sys
        frame = sys._getframe()
        value = 11
        return value

    print(await framed(), frame.f_locals["value"], await outer(2), frame.f_locals["value"])

    async def fails(n):
        if n:
            await fails(n - 1)
        raise LookupError(n)

    for i in range(2):
        try:
            await fails(3)
        except LookupError as e:
            n, tb = 0, e.__traceback__
            while tb:
                n, tb = n + 1, tb.tb_next
            print(e, n)

    async def items(n):
        for i in range(n):
            yield i

    print([x async for x in items(3)])
    g = items(3)
    a, b = g.__anext__(), g.asend(None)
    print(await a, await b, a is b)
    try:
        await a
    except RuntimeError as e:
        print(e)
    await g.aclose()


async def many():
    tasks = [asyncio.create_task(leaf(i), name=f"t{i}") if i % 3 == 1 else asyncio.create_task(leaf(i)) for i in range(4)]
    names = [t.get_name() for t in tasks]
    first = int(names[0][5:])
    print([n if n[0] == "t" else int(n[5:]) - first for n in names], await asyncio.gather(*tasks))
    print([hash(t) == hash(t) for t in tasks], len(set(tasks)))


for f in futures, coroutines, many:
    asyncio.run(f())
