# Loops in several threads.
import asyncio
import threading

results = []


def in_thread(n):
    async def main():
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        others = [asyncio.create_task(asyncio.sleep(0.01), name=f"child{i}") for i in range(n)]
        names = sorted(t.get_name() for t in asyncio.all_tasks() if t is not task)
        await asyncio.gather(*others)
        return n, names, asyncio.all_tasks() == {task}, asyncio.get_running_loop() is loop

    results.append(asyncio.run(main()))


threads = [threading.Thread(target=in_thread, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(*sorted(results), sep="\n")


async def outer():
    me = asyncio.current_task()
    loop = asyncio.get_running_loop()

    def inner():
        try:
            asyncio.current_task()
        except RuntimeError as e:
            first = str(e)
        return first, asyncio.all_tasks(loop) >= {me}, asyncio.current_task(loop) is me, asyncio._get_running_loop()

    print(await asyncio.to_thread(inner))

    def nested():
        async def main():
            await asyncio.sleep(0.001)
            return asyncio.get_running_loop() is not loop

        return asyncio.run(main())

    print(await asyncio.to_thread(nested), asyncio.get_running_loop() is loop, asyncio.current_task() is me)
    try:
        asyncio.run(nested)
    except (RuntimeError, ValueError) as e:
        print(type(e).__name__, e)


asyncio.run(outer())

# Event loops are set for each thread.
messages = []


def no_loop():
    try:
        asyncio.get_event_loop()
    except RuntimeError as e:
        messages.append(str(e))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    messages.append(asyncio.get_event_loop() is loop)
    loop.close()


t = threading.Thread(target=no_loop, name="a thread")
t.start()
t.join()
print(messages)

# A loop that is stopped from another thread.
loop = asyncio.new_event_loop()
t = threading.Thread(target=loop.run_forever)
t.start()
future = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "from the loop's thread"), loop)
print(future.result(), loop.is_running())
try:
    loop.run_forever()
except RuntimeError as e:
    print(e)
loop.call_soon_threadsafe(loop.stop)
t.join()
print(loop.is_running())

# The tasks of a loop are there when its thread is gone.


async def stays():
    await asyncio.Event().wait()


def leave_task():
    asyncio.set_event_loop(loop)
    loop.run_until_complete(asyncio.sleep(0)) if False else None
    task = loop.create_task(stays(), name="left behind")
    loop.call_soon(loop.stop)
    loop.run_forever()
    kept.append(task)


kept = []
t = threading.Thread(target=leave_task)
t.start()
t.join()
print([task.get_name() for task in asyncio.all_tasks(loop)])
kept[0].cancel()
try:
    loop.run_until_complete(kept[0])
except asyncio.CancelledError:
    print("cancelled from the main thread")
loop.set_debug(True)
wrong = []


def misuse():
    try:
        loop.call_soon(print)
    except RuntimeError as e:
        wrong.append(str(e))


async def debugged():
    await asyncio.to_thread(misuse)


loop.run_until_complete(debugged())
print(wrong)
loop.run_until_complete(loop.shutdown_default_executor())
try:
    loop.run_in_executor(None, print)
except RuntimeError as e:
    print(e)
loop.close()
