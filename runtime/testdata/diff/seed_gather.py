"""gather() makes tasks; the last one to end sets the result, in the order of the arguments."""
import asyncio


async def job(n, log):
    await asyncio.sleep(0.01 * (3 - n))
    log.append(n)
    return n * n


async def fail(e):
    await asyncio.sleep(0)
    raise e


async def main():
    log = []
    g = asyncio.gather(*(job(n, log) for n in range(3)))
    print(type(g).__name__, isinstance(g, asyncio.Future), len(asyncio.all_tasks()))
    print(await g, log)
    try:
        await asyncio.gather(fail(ValueError("one")), fail(KeyError("two")))
    except ValueError as e:
        print("first error", e)
    print(await asyncio.gather(fail(ValueError("one")), job(1, log), return_exceptions=True))
    c = job(2, log)
    print(await asyncio.gather(c, c))
    print(await asyncio.gather())
    g = asyncio.gather(asyncio.sleep(10), asyncio.sleep(10))
    asyncio.get_running_loop().call_soon(g.cancel)
    try:
        await g
    except asyncio.CancelledError:
        print("cancelled", g.cancelled())


asyncio.run(main())
