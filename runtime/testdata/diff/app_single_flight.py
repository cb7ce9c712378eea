# A cache that computes each key once, however many ask at the same time.
import asyncio


class SingleFlight:
    def __init__(self, load):
        self.load, self.flights, self.done = load, {}, {}

    async def get(self, key):
        if key in self.done:
            return self.done[key]
        task = self.flights.get(key)
        if task is None:
            task = self.flights[key] = asyncio.create_task(self._run(key), name=f"load-{key}")
        return await asyncio.shield(task)

    async def _run(self, key):
        try:
            value = self.done[key] = await self.load(key)
            return value
        finally:
            del self.flights[key]


loads = []


async def load(key):
    loads.append(key)
    await asyncio.sleep(0.001 * len(key))
    if key == "bad":
        raise LookupError(key)
    return key[::-1]


async def main():
    cache = SingleFlight(load)
    print(await asyncio.gather(*(cache.get(k) for k in ["abc", "de", "abc", "de", "abc"])))
    print(loads, cache.flights)
    results = await asyncio.gather(cache.get("bad"), cache.get("bad"), return_exceptions=True)
    print(results, results[0] is results[1])
    first = asyncio.create_task(cache.get("slowest"))
    second = asyncio.create_task(cache.get("slowest"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    print(await asyncio.gather(first, second, return_exceptions=True))
    print(loads.count("slowest"), sorted(cache.done), list(cache.flights))


asyncio.run(main())
