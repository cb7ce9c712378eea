# record: 3.14
"""Queues that are shut down, with waiters on both sides, at once and after the rest."""
import asyncio


async def attempt(label, aw):
    try:
        print(label, "->", await aw)
    except BaseException as e:
        print(label, "!!", type(e).__name__, e)


def now(label, f):
    try:
        print(label, "->", f())
    except BaseException as e:
        print(label, "!!", type(e).__name__, e)


async def kinds():
    for cls in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        q = cls(3)
        for i in (2, 1, 3):
            q.put_nowait(i)
        print(cls.__name__, q.full(), q.qsize(), q)
        q.shutdown()
        print(q)
        now("put", lambda: q.put_nowait(9))
        await attempt("put", q.put(9))
        print([q.get_nowait(), await q.get(), await q.get()], q.empty())
        now("get", q.get_nowait)
        await attempt("get", q.get())
        q.shutdown()
        q.shutdown(immediate=True)


async def waiting_getters():
    q = asyncio.Queue()
    getters = [asyncio.create_task(attempt(f"getter {i}", q.get())) for i in range(3)]
    await asyncio.sleep(0)
    print(q)
    q.put_nowait("one")
    q.shutdown()
    await asyncio.gather(*getters)


async def waiting_putters():
    q = asyncio.Queue(1)
    q.put_nowait("full")
    putters = [asyncio.create_task(attempt(f"putter {i}", q.put(i))) for i in range(3)]
    await asyncio.sleep(0)
    print(q)
    q.shutdown()
    await asyncio.gather(*putters)
    print(q.qsize(), q.get_nowait())


async def joins():
    q = asyncio.Queue()
    for i in range(3):
        q.put_nowait(i)
    j = asyncio.create_task(attempt("join", q.join()))
    await asyncio.sleep(0)
    q.get_nowait()
    q.task_done()
    q.shutdown()
    await asyncio.sleep(0)
    print("join done", j.done())
    while not q.empty():
        q.get_nowait()
        q.task_done()
    await j
    now("too many", q.task_done)
    q = asyncio.Queue()
    for i in range(3):
        q.put_nowait(i)
    got = q.get_nowait()
    j = asyncio.create_task(attempt("join at once", q.join()))
    await asyncio.sleep(0)
    q.shutdown(immediate=True)
    await asyncio.sleep(0)
    print(q.qsize(), got, j.done(), q)
    now("task_done", q.task_done)
    await asyncio.sleep(0)
    print(j.done())
    now("task_done", q.task_done)


async def workers():
    q, out = asyncio.Queue(2), []

    async def produce():
        for i in range(6):
            await q.put(i)
        q.shutdown()

    async def consume(name):
        try:
            while True:
                item = await q.get()
                await asyncio.sleep(0)
                out.append(item)
                q.task_done()
        except asyncio.QueueShutDown:
            return f"{name} stops"

    async with asyncio.TaskGroup() as tg:
        tg.create_task(produce())
        ws = [tg.create_task(consume(n)) for n in "ab"]
    await q.join()
    print(sorted(out), [w.result() for w in ws])


async def cancelled():
    q = asyncio.Queue()
    g = asyncio.create_task(q.get())
    await asyncio.sleep(0)
    g.cancel()
    q.put_nowait("kept")
    await attempt("cancelled getter", g)
    print(q.qsize())
    q.shutdown(immediate=True)
    print(q.qsize())
    q = asyncio.Queue(1)
    q.put_nowait(1)
    p = asyncio.create_task(q.put(2))
    await asyncio.sleep(0)
    p.cancel()
    await attempt("cancelled putter", p)
    q2 = asyncio.Queue(1)
    q2.put_nowait(1)
    p = asyncio.create_task(attempt("putter", q2.put(2)))
    await asyncio.sleep(0)
    q2.get_nowait()
    q2.shutdown()
    await p
    print(q2.qsize())
    await attempt("timeout", asyncio.wait_for(asyncio.Queue().get(), 0.001))
    print(asyncio.QueueShutDown.__mro__[1].__name__, issubclass(asyncio.QueueEmpty, Exception), asyncio.Queue[int])
    now("get_nowait", asyncio.Queue().get_nowait)
    full = asyncio.Queue(1)
    full.put_nowait(1)
    now("put_nowait", lambda: full.put_nowait(1))
    p = asyncio.PriorityQueue()
    for item in ((2, "b"), (1, "z"), (1, "a"), (3, None)):
        p.put_nowait(item)
    p.shutdown()
    print([await p.get() for _ in range(4)])
    now("mixed", lambda: (p2 := asyncio.PriorityQueue(), p2.put_nowait(1), p2.put_nowait("a")))


async def main():
    for f in (kinds, waiting_getters, waiting_putters, joins, workers, cancelled):
        print("==", f.__name__)
        await f()


asyncio.run(main())
