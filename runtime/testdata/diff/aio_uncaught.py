import asyncio
async def inner(n):
    await asyncio.sleep(0)
    raise LookupError(f"n={n}")
async def middle():
    async with asyncio.TaskGroup() as tg:
        tg.create_task(inner(1))
        tg.create_task(inner(2))
async def main():
    try:
        await middle()
    finally:
        print("main finally")
asyncio.run(main())
