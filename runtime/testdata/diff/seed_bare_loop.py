"""A bare loop never runs the finally block of an abandoned async generator."""
import asyncio


async def agen():
    try:
        yield 1
    finally:
        await asyncio.sleep(1)
        print("finally executed")


async def main():
    async for i in agen():
        print("item", i)
        break


loop = asyncio.EventLoop()
loop.run_until_complete(main())
print("the loop has ended")
