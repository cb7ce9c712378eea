# Threads that feed an event loop, and loops that feed threads.
import asyncio
import queue
import threading
import time


async def main():
    loop = asyncio.get_running_loop()
    inbox = asyncio.Queue()

    def produce(n):
        for i in range(5):
            loop.call_soon_threadsafe(inbox.put_nowait, (n, i))

    threads = [threading.Thread(target=produce, args=(n,)) for n in range(3)]
    for t in threads:
        t.start()
    got = [await asyncio.wait_for(inbox.get(), 5) for _ in range(15)]
    print(sorted(got) == [(n, i) for n in range(3) for i in range(5)], [[i for m, i in got if m == n] for n in range(3)])

    # A thread answers through futures.
    work = queue.Queue()

    def serve():
        while (job := work.get()) is not None:
            future, x = job
            if x < 0:
                loop.call_soon_threadsafe(future.set_exception, ValueError(x))
            else:
                loop.call_soon_threadsafe(future.set_result, x * x)

    server = threading.Thread(target=serve)
    server.start()

    async def ask(x):
        future = loop.create_future()
        work.put((future, x))
        return await future

    print(await asyncio.gather(*[ask(x) for x in (1, 2, -3, 4)], return_exceptions=True))
    work.put(None)
    await asyncio.to_thread(server.join)
    print(server.is_alive())

    # Locks of both worlds.
    lock = threading.Lock()
    counter = 0

    def add():
        nonlocal counter
        for _ in range(200):
            with lock:
                counter += 1

    await asyncio.gather(*[asyncio.to_thread(add) for _ in range(5)])
    print(counter)
    # The loop runs while threads block.
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticker = asyncio.create_task(tick())

    def block():
        for _ in range(500):
            if ticks > 3:
                return
            time.sleep(0.01)

    await asyncio.to_thread(block)
    print(ticks > 3)
    ticker.cancel()
    # Cancelling the await does not stop the thread.
    begun, go_on, finished = threading.Event(), threading.Event(), threading.Event()
    task = asyncio.create_task(asyncio.to_thread(lambda: (begun.set(), go_on.wait(), finished.set())))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", finished.is_set())
    go_on.set()
    print(await asyncio.to_thread(finished.wait, 5))
    # shutdown_default_executor waits for it.
    asyncio.get_running_loop().run_in_executor(None, lambda: (time.sleep(0.02), print("thread ends")))


asyncio.run(main())
print("loop closed")

# run_coroutine_threadsafe and cancellation in both directions.
loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever)
t.start()
states = []


async def waits():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        states.append("coroutine cancelled")
        raise


f = asyncio.run_coroutine_threadsafe(waits(), loop)
asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
print(f.cancel(), f.cancelled())
while not states:
    time.sleep(0.001)
print(states)


async def cancels_itself():
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


f = asyncio.run_coroutine_threadsafe(cancels_itself(), loop)
try:
    f.result(5)
except BaseException as e:
    print(type(e).__module__, type(e).__name__)
loop.call_soon_threadsafe(loop.stop)
t.join()
loop.close()
coro = waits()
try:
    asyncio.run_coroutine_threadsafe(coro, loop)
except RuntimeError as e:
    print(e)
coro.close()
