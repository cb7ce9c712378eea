# Workers that crash are started again, up to a limit; the rest is wound up.
import asyncio


class Supervisor:
    def __init__(self, limit):
        self.limit, self.history = limit, []

    async def watch(self, name, factory):
        restarts = 0
        while True:
            try:
                result = await factory(restarts)
            except asyncio.CancelledError:
                self.history.append((name, "cancelled", restarts))
                raise
            except Exception as e:
                restarts += 1
                self.history.append((name, repr(e), restarts))
                if restarts > self.limit:
                    raise RuntimeError(f"{name} failed for good") from e
            else:
                self.history.append((name, result, restarts))
                return result


def flaky(fails, value):
    async def run(attempt):
        for _ in range(attempt + 1):
            await asyncio.sleep(0)
        if attempt < fails:
            raise ValueError(f"attempt {attempt}")
        return value

    return run


async def forever(attempt):
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)


async def main():
    s = Supervisor(2)
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(s.watch(n, flaky(f, n * 2)), name=n) for n, f in [("a", 0), ("b", 2), ("c", 1)]]
    print([t.result() for t in tasks])
    print(sorted(s.history))
    s = Supervisor(1)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(s.watch("idle", forever))
            tg.create_task(s.watch("bad", flaky(9, None)))
    except* RuntimeError as group:
        for e in group.exceptions:
            print(e, "|", repr(e.__cause__))
    print(sorted(s.history))


asyncio.run(main())
