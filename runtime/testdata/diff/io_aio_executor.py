# The event loop and threads: executors, to_thread, call_soon_threadsafe.
import asyncio
import concurrent.futures
import contextvars
import threading
import time

var = contextvars.ContextVar("var", default="default")


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    me = threading.current_thread()
    print(await loop.run_in_executor(None, lambda: threading.current_thread() is me))
    print((await loop.run_in_executor(None, lambda: threading.current_thread().name)).startswith("asyncio_"))
    await attempt(loop.run_in_executor(None, int, "x"))
    await attempt(loop.run_in_executor(None, pow, 2, 8))
    var.set("set")
    print(await loop.run_in_executor(None, var.get), await asyncio.to_thread(var.get))

    def change():
        var.set("changed")
        return var.get()

    print(await asyncio.to_thread(change), var.get())
    await attempt(asyncio.to_thread(lambda a, *, k: (a, k), 1, k=2))
    await attempt(asyncio.to_thread(lambda: 1 / 0))
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="mine") as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        print(await asyncio.gather(*[loop.run_in_executor(pool, pow, n, 2) for n in range(4)]))
        f = loop.run_in_executor(pool, time.sleep, 0.05)
        g = loop.run_in_executor(pool, print, "never runs")
        print(type(f).__name__, g.cancel())
        await f
        await asyncio.sleep(0)
        print(f.done(), g.cancelled())
        try:
            await asyncio.wait_for(loop.run_in_executor(pool, time.sleep, 0.05), 0.01)
        except TimeoutError:
            print("timed out")
    await attempt(loop.run_in_executor(pool, print)) if False else None
    try:
        loop.run_in_executor(pool, print)
    except RuntimeError as e:
        print(e)
    try:
        loop.set_default_executor("x")
    except TypeError as e:
        print(e)

    # A thread calls into the loop.
    order = []
    done = asyncio.Event()

    def worker():
        for i in range(3):
            loop.call_soon_threadsafe(order.append, i)
        loop.call_soon_threadsafe(done.set)

    threading.Thread(target=worker).start()
    await done.wait()
    print(order)

    async def coro(n):
        await asyncio.sleep(0.001)
        if n < 0:
            raise ValueError("negative")
        return n * 2

    def outside():
        out = []
        f = asyncio.run_coroutine_threadsafe(coro(4), loop)
        out.append((type(f).__module__, f.result(5)))
        f = asyncio.run_coroutine_threadsafe(coro(-1), loop)
        try:
            f.result(5)
        except ValueError as e:
            out.append(str(e))
        f = asyncio.run_coroutine_threadsafe(asyncio.sleep(10), loop)
        try:
            f.result(0.01)
        except TimeoutError:
            out.append("timeout")
        out.append(f.cancel())
        try:
            asyncio.run_coroutine_threadsafe(5, loop)
        except TypeError as e:
            out.append(str(e))
        try:
            asyncio.get_running_loop()
        except RuntimeError as e:
            out.append(str(e))
        return out

    print(*await asyncio.to_thread(outside), sep="\n")

    # Futures of the two kinds.
    cf = concurrent.futures.Future()
    wrapped = asyncio.wrap_future(cf)
    print(asyncio.wrap_future(wrapped) is wrapped)
    threading.Timer(0.01, cf.set_result, (5,)).start()
    print(await wrapped)
    cf = concurrent.futures.Future()
    wrapped = asyncio.wrap_future(cf)
    wrapped.cancel()
    await asyncio.sleep(0)
    print(cf.cancelled())
    cf = concurrent.futures.Future()
    wrapped = asyncio.wrap_future(cf)
    cf.cancel()
    cf.set_running_or_notify_cancel()
    try:
        await wrapped
    except asyncio.CancelledError:
        print("cancelled")
    try:
        asyncio.wrap_future(5)
    except AssertionError as e:
        print(e)


asyncio.run(main())
loop = asyncio.new_event_loop()
loop.close()
try:
    loop.call_soon_threadsafe(print)
except RuntimeError as e:
    print(e)
try:
    loop.run_in_executor(None, print)
except RuntimeError as e:
    print(e)
