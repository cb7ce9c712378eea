"""A concurrent future becomes one of the loop's; threads make blocking work awaitable."""
import asyncio
import concurrent.futures
import threading
import time


def blocking(x):
    time.sleep(0.01)
    return x * 2, threading.current_thread() is threading.main_thread()


async def main():
    loop = asyncio.get_running_loop()
    c = concurrent.futures.Future()
    f = asyncio.wrap_future(c)
    print(isinstance(f, asyncio.Future), asyncio.wrap_future(f) is f)
    threading.Timer(0.01, c.set_result, ["set elsewhere"]).start()
    print(await f)
    c = concurrent.futures.Future()
    f = asyncio.wrap_future(c)
    c.set_exception(KeyError("k"))
    try:
        await f
    except KeyError as e:
        print("error", e)
    c = concurrent.futures.Future()
    f = asyncio.wrap_future(c)
    f.cancel()
    await asyncio.sleep(0)
    print("cancelled with it", c.cancelled())
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print(await asyncio.gather(*(loop.run_in_executor(pool, blocking, i) for i in range(3))))
        print(await asyncio.wrap_future(pool.submit(blocking, 5)))
    print(await asyncio.to_thread(blocking, 7))


asyncio.run(main())
