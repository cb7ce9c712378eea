import asyncio
import sys
import time


async def user(lock, queue, n):
    for i in range(n):
        async with lock:
            await queue.put(i)
        await lock.acquire()
        lock.release()
        await queue.get()


async def work():
    lock, queue = asyncio.Lock(), asyncio.Queue()
    await asyncio.gather(*(user(lock, queue, 300) for _ in range(20)))


for _ in sys.stdin:
    began = time.process_time()
    asyncio.run(work())
    print(time.process_time() - began, flush=True)
