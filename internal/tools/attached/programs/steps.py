import asyncio
import sys
import time


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def consumer(n):
    total = 0
    async for i in numbers(n):
        total += i
    return total


async def work():
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(consumer(500))


for _ in sys.stdin:
    began = time.process_time()
    asyncio.run(work())
    print(time.process_time() - began, flush=True)
