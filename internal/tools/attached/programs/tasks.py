import asyncio
import sys
import time


async def worker(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def work():
    await asyncio.gather(*(worker(20) for _ in range(1000)))


for _ in sys.stdin:
    began = time.process_time()
    asyncio.run(work())
    print(time.process_time() - began, flush=True)
