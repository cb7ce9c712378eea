# Queues: orders, bounds, join, shutdown.
import asyncio
async def main():
    for cls, items in (asyncio.Queue, [3, 1, 2]), (asyncio.LifoQueue, [3, 1, 2]), (asyncio.PriorityQueue, [(2, "b"), (1, "c"), (2, "a")]):
        q = cls(3)
        for i in items: q.put_nowait(i)
        print(cls.__name__, q.qsize(), q.full(), q.empty(), q.maxsize)
        try: q.put_nowait(9)
        except asyncio.QueueFull as e: print("full", e)
        print([await q.get() for _ in items])
        try: q.get_nowait()
        except asyncio.QueueEmpty as e: print("empty", e)
        for _ in items: q.task_done()
        try: q.task_done()
        except ValueError as e: print(e)
        await q.join()
    q = asyncio.Queue(1)
    async def put():
        for i in range(4): await q.put(i); print("put", i)
    async def get():
        for i in range(4): print("got", await q.get()); q.task_done()
    await asyncio.gather(put(), get()); await q.join()
    getters = [asyncio.create_task(q.get()) for _ in range(3)]
    await asyncio.sleep(0); getters[0].cancel(); q.put_nowait("x"); await asyncio.sleep(0); await asyncio.sleep(0)
    print([(t.done(), t.cancelled()) for t in getters]); q.shutdown()
    print(await asyncio.gather(*getters, return_exceptions=True))
    for f in (lambda: q.put_nowait(1)), (lambda: q.get_nowait()):
        try: f()
        except asyncio.QueueShutDown as e: print(type(e).__name__)
    q = asyncio.Queue(); q.put_nowait(1); q.shutdown(); print(await q.get()); q2 = asyncio.Queue(); q2.put_nowait(1); q2.shutdown(immediate=True)
    try: await q2.get()
    except asyncio.QueueShutDown: print("at once")
asyncio.run(main())
