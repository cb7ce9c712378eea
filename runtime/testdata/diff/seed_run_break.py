"""Under asyncio.run the finally block of a loop left by break is executed."""
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
