"""At shutdown the loop closes every async generator that is alive, and waits for them."""
import asyncio

kept = []


async def agen(n):
    try:
        while True:
            yield n
    finally:
        await asyncio.sleep(0.01 * n)
        print("finally", n)


async def main():
    for n in (3, 1, 2):
        g = agen(n)
        kept.append(g)
        print(await anext(g))
    print("main ends")


asyncio.run(main())
print([g.ag_frame for g in kept])


async def bad():
    try:
        yield 1
    finally:
        raise ValueError("in clean-up")


async def report():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, ctx: print(ctx["message"].split(" <")[0], repr(ctx["exception"])))
    g = bad()
    kept.append(g)
    await anext(g)
    await loop.shutdown_asyncgens()


asyncio.run(report())
