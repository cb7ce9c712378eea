"""A generator iterated to its end is closed by that."""
import asyncio


async def agen():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print("finally")


async def main():
    g = agen()
    async for i in g:
        print(i)
    print("after the loop", g.ag_frame, g.ag_running)
    print([i async for i in g], "nothing is left")


asyncio.run(main())
