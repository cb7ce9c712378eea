"""Debug mode: what it refuses, and where it says that things were made."""

import asyncio
import functools
import gc
import logging
import os
import re
import sys
import threading
import time
import warnings


def show(text):
    text = re.sub(r"when=\d+\.?\d*", "when=N", str(text).replace(__file__, "FILE"))
    print(re.sub(r"0x[0-9a-f]+", "0x...", re.sub(r"took \d+\.\d+", "took N", text)))


async def never():
    pass


def slow(future):
    time.sleep(0.03)


def fails(arg):
    raise ValueError(arg)


class Has:
    async def coro(self):
        pass


def lines(stack):
    return [(f.lineno, f.name) for f in stack if f.filename == __file__]


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), sys.get_coroutine_origin_tracking_depth())
    coro = never()
    coro.close()
    for bad in 1, None, "text", never, coro, Has().coro, functools.partial(never):
        for call in loop.call_soon, functools.partial(loop.call_later, 1), functools.partial(loop.call_at, 1), loop.call_soon_threadsafe:
            try:
                call(bad)
            except TypeError as exc:
                show(exc)
            else:
                print("taken")

    def elsewhere():
        for call in loop.call_soon, functools.partial(loop.call_later, 1), functools.partial(loop.call_at, 1):
            try:
                call(print)
            except RuntimeError as exc:
                print(exc)
        loop.call_soon_threadsafe(print, "from a thread")

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    await asyncio.sleep(0)

    future = loop.create_future()
    print("created at" in repr(future), lines(future._source_traceback)[-1])
    own = asyncio.Future()
    show(own)
    task = asyncio.Task(never(), name="t")
    show(task)
    print(lines(task._source_traceback)[-1], lines(asyncio.create_task(never())._source_traceback)[-1])
    show(loop.create_task(never(), name="u"))
    await asyncio.sleep(0)
    show(task)
    gathering = asyncio.gather(never())
    print("created at" in repr(gathering), lines(gathering._source_traceback)[-1])
    await gathering
    handle = loop.call_soon(print, "called", ["x" * 50])
    show(handle)
    show(handle._source_traceback[-1].lineno)
    handle = loop.call_later(5, fails, 1)
    show(handle)
    handle.cancel()
    show(handle)
    await asyncio.sleep(0)

    async def inner():
        await asyncio.sleep(0.001)

    t = asyncio.create_task(inner(), name="waiting")
    await asyncio.sleep(0)
    show(repr(t).split(" created at")[0])
    await t

    loop.set_exception_handler(lambda loop, context: print(sorted(context)))
    loop.call_soon(fails, 1)
    f = loop.create_future()
    f.add_done_callback(fails)
    f.set_result(1)
    f = loop.create_future()
    f.set_exception(ValueError("lost"))
    del f
    await asyncio.sleep(0.01)
    loop.set_exception_handler(None)

    class Keep(logging.Handler):
        def emit(self, record):
            text = record.getMessage().split("\n")
            text = [re.sub(r"<Future .*?>\)", "<Future>)", line) for line in text]
            show("\n".join(text[:3] + ["..."] + text[-2:]))
            print(record.exc_info and record.exc_info[0].__name__)

    log = logging.getLogger("asyncio")
    log.addHandler(Keep())
    log.propagate = False
    loop.call_soon(fails, "logged")
    await asyncio.sleep(0.01)
    f = own
    f.set_exception(ValueError("nobody asks"))
    f = own = None
    loop.slow_callback_duration = 0.02
    loop.call_soon(time.sleep, 0.03)
    f = asyncio.Future()
    f.add_done_callback(slow)
    f.set_result(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.slow_callback_duration = 10
    print(lines((f := loop.create_future())._source_traceback)[0])
    c = never()
    print(c.cr_origin is not None, c.cr_origin[0][1:])
    await c
    loop.set_debug(False)
    await asyncio.sleep(0)
    print(sys.get_coroutine_origin_tracking_depth(), loop.create_future()._source_traceback)
    loop.call_soon(1)
    show(repr(loop.call_soon(never().close)))
    loop.set_debug(True)
    await asyncio.sleep(0)
    print(sys.get_coroutine_origin_tracking_depth())
    with warnings.catch_warnings(record=True) as log:
        never()
    text = str(log[0].message).split("\n")
    show("\n".join(text[:2] + ["..."] + text[-2:]))


asyncio.run(main(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())


async def debug():
    return asyncio.get_running_loop().get_debug()


print(asyncio.run(debug()))
os.environ["PYTHONASYNCIODEBUG"] = "1"
print(asyncio.run(debug()), asyncio.run(debug(), debug=False))
os.environ["PYTHONASYNCIODEBUG"] = ""
print(asyncio.run(debug()))
del os.environ["PYTHONASYNCIODEBUG"]
loop = asyncio.new_event_loop()
print(loop.get_debug(), sys.flags.dev_mode)
loop.close()

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as log:
    loop = asyncio.new_event_loop()
    del loop
    gc.collect()
    loop = asyncio.new_event_loop()
    loop.close()
    del loop
for w in log:
    print(w.category.__name__, w.message, w.source is not None)
