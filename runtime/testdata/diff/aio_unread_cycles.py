"""Exceptions that nobody retrieves are told of, also when their tasks are in a cycle or end the loop."""

import asyncio
import gc


async def cyclic(text):
    me = asyncio.current_task()
    raise ValueError(text)


async def main():
    task = asyncio.create_task(cyclic("first"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task = None
    print("dropped")
    gc.collect()
    print("collected")
    read = asyncio.create_task(cyclic("read"))
    await asyncio.wait([read])
    print(read.exception())
    read = None
    gc.collect()
    last = asyncio.create_task(cyclic("last"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("end")


asyncio.run(main())
print("ran")


async def stops():
    raise SystemExit(9)


async def waits():
    task = asyncio.create_task(stops())
    await asyncio.sleep(1)


asyncio.run(waits())
