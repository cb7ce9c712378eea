"""Futures that are none of asyncio's, and primitives in a second loop."""
import asyncio


class Foreign:
    """As little of a future as a task needs."""

    _asyncio_future_blocking = False

    def __init__(self, loop):
        self._loop, self._callbacks, self._result, self._done = loop, [], None, False

    def get_loop(self):
        return self._loop

    def add_done_callback(self, fn, *, context=None):
        self._callbacks.append((fn, context))

    def cancel(self, msg=None):
        print("cancel called", msg)
        self.finish(asyncio.CancelledError(*([msg] if msg else [])))
        return True

    def finish(self, result):
        self._result, self._done = result, True
        for fn, context in self._callbacks:
            self._loop.call_soon(fn, self, context=context)

    def result(self):
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result

    def __await__(self):
        if not self._done:
            self._asyncio_future_blocking = True
            yield self
        return self.result()

    def __repr__(self):
        return "<Foreign>"


class Yields:
    def __init__(self, x):
        self.x = x

    def __await__(self):
        yield self.x


async def wait(f):
    return await f


async def main():
    loop = asyncio.get_running_loop()
    f = Foreign(loop)
    loop.call_later(0.01, f.finish, "result")
    print(await f)
    f = Foreign(loop)
    loop.call_soon(f.finish, ValueError("bad"))
    try:
        await f
    except ValueError as e:
        print("raised", e)
    f = Foreign(loop)
    t = asyncio.create_task(wait(f))
    await asyncio.sleep(0)
    t.cancel("why")
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args, t.cancelled())
    try:
        await Yields(Foreign(loop))
    except RuntimeError as e:
        print(str(e).split(" in task")[0], str(e).rsplit(" ", 1)[-1])
    other = asyncio.new_event_loop()
    try:
        await Foreign(other)
    except RuntimeError as e:
        print(str(e).rsplit("got", 1)[-1])
    other.close()


asyncio.run(main())
lock, event, queue, sem = asyncio.Lock(), asyncio.Event(), asyncio.Queue(), asyncio.Semaphore(0)


async def use():
    for wait_for in (lock.acquire, event.wait, queue.get, sem.acquire):
        try:
            await asyncio.wait_for(wait_for(), 0.01)
        except TimeoutError:
            print("timed out")
        except RuntimeError as e:
            print(type(e).__name__, str(e).split(" object at")[0].split(" at 0x")[0], str(e).rsplit(" is ", 1)[-1])


async def first():
    await lock.acquire()
    await use()


asyncio.run(first())
asyncio.run(use())
