# gather: nesting, duplicates, cancellation of parts, exceptions kept or raised.
import asyncio


async def job(x, n=1, fail=False, log=None):
    try:
        for _ in range(n):
            await asyncio.sleep(0)
        if fail:
            raise ValueError(x)
        return x
    except asyncio.CancelledError:
        if log is not None:
            log.append(x)
        raise


async def main():
    print(await asyncio.gather(), await asyncio.gather(job(1, 3), job(2), asyncio.gather(job(3), job(4))))
    same = job("same")
    t = asyncio.ensure_future(same)
    print(await asyncio.gather(t, t, same if False else t))
    print(await asyncio.gather(job("a"), job("b", fail=True), job("c"), return_exceptions=True))
    log = []
    slow = asyncio.create_task(job("slow", 9, log=log))
    try:
        await asyncio.gather(slow, job("bad", fail=True))
    except ValueError as e:
        print(e, slow.done(), await slow, log)
    g = asyncio.gather(job("x", 9, log=log), job("y", 9, log=log))
    await asyncio.sleep(0)
    print(g.cancel(), g.cancelled(), g.done())
    try:
        await g
    except asyncio.CancelledError:
        print("cancelled", log, g.cancelled())
    log.clear()
    tasks = [asyncio.create_task(job(i, 9, log=log)) for i in range(3)]
    g = asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0)
    tasks[1].cancel("only me")
    r = await g
    print(r[0], type(r[1]).__name__, r[1].args, r[2], log)
    outer = asyncio.create_task(asyncio.wait_for(asyncio.gather(job("p", 99, log=log)), 5))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    outer.cancel()
    print(type((await asyncio.gather(outer, return_exceptions=True))[0]).__name__, log[-1:])
    fut = asyncio.get_running_loop().create_future()
    h = asyncio.gather(fut, job("q"))
    fut.set_exception(KeyError("f"))
    try:
        await h
    except KeyError as e:
        print("KeyError", e, repr(h.exception()))
    shielded = asyncio.create_task(job("s", 4, log=log))
    g = asyncio.gather(asyncio.shield(shielded))
    await asyncio.sleep(0)
    g.cancel()
    try:
        await g
    except asyncio.CancelledError:
        print("shielded", await shielded)
    for bad in (lambda: asyncio.gather(3), lambda: asyncio.gather(job)):
        try:
            await bad()
        except TypeError as e:
            print(e)


asyncio.run(main())
