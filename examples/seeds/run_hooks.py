"""asyncio.run installs hooks that finish an async generator left open.

The generator is not fully iterated, yet its `finally` block runs, because the
loop schedules `aclose()` when the generator is about to be finalized.
"""

import asyncio


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("executing finally block")


async def main():
    async for item in agen():
        print(item)
        break  # not fully iterated


asyncio.run(main())
