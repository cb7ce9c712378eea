"""A small service that never ends: workers, a feed, and two transfers that deadlock."""

import asyncio
from contextlib import aclosing


async def feed(count: int):
    """Orders, until somebody closes it."""
    try:
        for number in range(count):
            await asyncio.sleep(0.02)
            yield number
    finally:
        await asyncio.sleep(0)


async def handle(order: int) -> int:
    await asyncio.sleep(0.03 + order % 3 / 50)
    return order * 2


async def worker(queue: asyncio.Queue) -> None:
    while True:
        order = await queue.get()
        await handle(order)
        queue.task_done()


async def producer(queue: asyncio.Queue) -> None:
    async with aclosing(feed(10**9)) as orders:
        async for order in orders:
            await queue.put(order)


async def transfer(source: asyncio.Lock, target: asyncio.Lock) -> None:
    async with source:
        await asyncio.sleep(0.01)
        async with target:
            print("transferred")


async def heartbeat() -> None:
    try:
        while True:
            await asyncio.sleep(3600)
    finally:
        print("the heart has stopped")


async def main() -> None:
    queue: asyncio.Queue = asyncio.Queue(maxsize=5)
    first, second = asyncio.Lock(), asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        for n in range(1, 4):
            group.create_task(worker(queue), name=f"worker-{n}")
        group.create_task(producer(queue), name="producer")
        group.create_task(transfer(first, second), name="transfer-out")
        group.create_task(transfer(second, first), name="transfer-back")
        group.create_task(heartbeat(), name="heart")


asyncio.run(main())
