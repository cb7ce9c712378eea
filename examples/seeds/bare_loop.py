"""A bare event loop has nobody to finish an async generator for it.

`main` leaves the loop at the first item, so the generator stays suspended
inside its `try`. The loop ends before the generator's `finally` could get
past its `await`: "finally executed" is never printed.
"""

import asyncio


async def agen():
    try:
        yield 1
    finally:
        await asyncio.sleep(1)
        print("finally executed")


async def main():
    async for i in agen():
        break


loop = asyncio.EventLoop()
loop.run_until_complete(main())
