# as_completed as an iterator and an async iterator; wait's three conditions.
import asyncio


async def job(name, delay, fail=False):
    await asyncio.sleep(delay)
    if fail:
        raise ValueError(name)
    return name


async def main():
    order = [await f for f in asyncio.as_completed([job("slow", 0.3), job("fast", 0.001), job("mid", 0.15)])]
    print(order)
    tasks = [asyncio.create_task(job(n, d), name=n) for n, d in [("b", 0.2), ("a", 0.001)]]
    async for t in asyncio.as_completed(tasks):
        print(t in tasks, t.get_name(), await t)
    for f in asyncio.as_completed([job("x", 0.001), job("late", 5)], timeout=0.2):
        try:
            print(await f)
        except TimeoutError as e:
            print("timeout", repr(e))
    tasks = [asyncio.create_task(job(n, d, n == "bad"), name=n) for n, d in [("one", 0.001), ("bad", 0.3), ("long", 3)]]
    for when in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION):
        done, pending = await asyncio.wait(tasks, return_when=when)
        print(when, sorted(t.get_name() for t in done), sorted(t.get_name() for t in pending))
    done, pending = await asyncio.wait(tasks, timeout=0.001)
    print(len(done), len(pending), [repr(t.exception()) for t in done if t.exception()])
    for t in pending:
        t.cancel()
    done, pending = await asyncio.wait(tasks)
    print(len(done), len(pending), sorted(t.cancelled() for t in done))
    for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait([job("n", 0)]), lambda: asyncio.wait(tasks[0]), lambda: asyncio.wait(tasks, return_when="x")):
        try:
            await bad()
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    for bad in (lambda: asyncio.as_completed(tasks[0]), lambda: list(asyncio.as_completed(set()))):
        try:
            print(bad())
        except TypeError as e:
            print(type(e).__name__, str(e)[:40])
    same = asyncio.ensure_future(job("same", 0))
    print(await asyncio.gather(same, same, job("other", 0)), [await f for f in asyncio.as_completed([same, same])])


asyncio.run(main())
