"""Awaiting aclose() runs the finally block, and only a generator has it."""
import asyncio


async def agen():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        print("finally executed")


async def main():
    g = agen()
    async for i in g:
        print("item", i)
        break
    await g.aclose()
    print("closed", g.ag_frame)
    try:
        agen.aclose()
    except AttributeError as e:
        print(e)


loop = asyncio.EventLoop()
loop.run_until_complete(main())
loop.close()
