# Stages joined by bounded queues: order, back pressure, poison and errors.
import asyncio

END = object()


async def stage(func, source, sink, log):
    while True:
        item = await source.get()
        if item is END:
            await source.put(END)
            break
        try:
            value = func(item)
        except Exception as e:
            log.append(f"{func.__name__}({item!r}): {type(e).__name__}: {e}")
        else:
            await sink.put(value)
        finally:
            source.task_done()


def parse(text):
    return int(text)


def invert(n):
    return {4: 30, 60: 2, -3: -40}[n]


def label(n):
    return f"<{n}>"


async def run(items, width):
    queues = [asyncio.Queue(width) for _ in range(3)] + [asyncio.Queue()]
    log = []
    peak = [0] * 3

    async def watch():
        while True:
            for i in range(3):
                peak[i] = max(peak[i], queues[i].qsize())
            await asyncio.sleep(0)

    watcher = asyncio.create_task(watch())
    stages = [asyncio.create_task(stage(f, queues[i], queues[i + 1], log)) for i, f in enumerate([parse, invert, label])]
    for item in items:
        await queues[0].put(item)
    for i, task in enumerate(stages):
        await queues[i].put(END)
        await task
    watcher.cancel()
    out = []
    while not queues[3].empty():
        out.append(queues[3].get_nowait())
    return out, log, peak


async def main():
    for width in (1, 2, 5):
        out, log, peak = await run(["4", "x", "0", "7", "", "60", "-3"], width)
        print(width, out, all(p <= width + 1 for p in peak))
        for line in sorted(log):
            print("  ", line)


asyncio.run(main())
