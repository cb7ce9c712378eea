# Async iterators merged, zipped, batched and windowed, with early ends.
import asyncio
from contextlib import AsyncExitStack, aclosing


async def count(name, n, log):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield f"{name}{i}"
    finally:
        log.append(f"{name} closed")


async def azip(*sources):
    async with AsyncExitStack() as stack:
        gens = [await stack.enter_async_context(aclosing(s)) for s in sources]
        while True:
            try:
                yield tuple([await anext(g) for g in gens])
            except StopAsyncIteration:
                return


async def merge(*sources):
    pending = {asyncio.ensure_future(anext(s)): s for s in sources}
    try:
        while pending:
            done, _ = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in sorted(done, key=lambda t: str(t.exception() or t.result())):
                source = pending.pop(task)
                try:
                    yield task.result()
                except StopAsyncIteration:
                    continue
                pending[asyncio.ensure_future(anext(source))] = source
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for source in sources:
            await source.aclose()


async def batched(source, size):
    batch = []
    async for item in source:
        batch.append(item)
        if len(batch) == size:
            yield tuple(batch)
            batch.clear()
    if batch:
        yield tuple(batch)


async def main():
    log = []
    print([x async for x in azip(count("a", 3, log), count("b", 5, log))], log)
    log.clear()
    print([x async for x in batched(count("c", 5, log), 2)], log)
    log.clear()
    got = [x async for x in merge(count("d", 2, log), count("e", 3, log))]
    print(sorted(got), sorted(log))
    log.clear()
    merged = merge(count("f", 9, log), count("g", 9, log))
    async for x in merged:
        if x.endswith("2"):
            break
    await merged.aclose()
    print(sorted(log))
    print({k: v async for k, v in azip(count("h", 2, log), count("i", 2, log))})


asyncio.run(main())
