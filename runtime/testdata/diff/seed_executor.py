"""An executor over a loop: plain values, coroutines, futures and async generators."""
import asyncio
from asyncio import Future, ensure_future, iscoroutine, wait
from inspect import isasyncgen


class Executor:
    def __init__(self, loop=None):
        self.loop = loop or asyncio.new_event_loop()
        self.futures = []

    def wait_until_finished(self):
        while self.futures:
            futures, self.futures = self.futures, []
            self.loop.run_until_complete(wait(futures))

    def execute(self, fn, *args, **kwargs):
        result = fn(*args, **kwargs)
        if isinstance(result, Future) or iscoroutine(result):
            future = ensure_future(result, loop=self.loop)
            self.futures.append(future)
            return future
        if isasyncgen(result):
            future = ensure_future(self.collect(result), loop=self.loop)
            self.futures.append(future)
            return future
        return result

    async def collect(self, agen):
        return [x async for x in agen]


async def coro(x):
    await asyncio.sleep(0)
    return x + 1


async def agen(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)


e = Executor()
plain = e.execute(len, "abc")
first = e.execute(coro, 1)
second = e.execute(e.loop.create_task, coro(10))
third = e.execute(agen, 3)
e.wait_until_finished()
print(plain, first.result(), second.result(), third.result(), e.futures)
e.loop.close()
