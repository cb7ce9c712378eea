"""Tasks belong to the loop of their thread; the current task is the thread's own."""
import asyncio
import threading

ready, go = threading.Event(), threading.Event()
found = {}


async def child():
    await asyncio.sleep(3600)


async def in_thread():
    task = asyncio.create_task(child(), name="child")
    found["loop"] = asyncio.get_running_loop()
    found["task"] = task
    await asyncio.sleep(0)
    print("thread:", sorted(t.get_name() for t in asyncio.all_tasks()), asyncio.current_task().get_name())
    ready.set()
    while not go.is_set():
        await asyncio.sleep(0.001)
    found["left"] = asyncio.all_tasks()


def work():
    loop = asyncio.new_event_loop()
    loop.run_until_complete(in_thread())


async def main():
    thread = threading.Thread(target=work)
    thread.start()
    while not ready.is_set():
        await asyncio.sleep(0.001)
    print("main:", sorted(t.get_name() for t in asyncio.all_tasks()), asyncio.current_task().get_name() in ("Task-1", "Task-2", "Task-3"))
    print("the other loop's:", "child" in {t.get_name() for t in asyncio.all_tasks(found["loop"])})
    print(asyncio.current_task(found["loop"]) is None or asyncio.current_task(found["loop"]).get_coro().__name__)
    go.set()
    thread.join()
    print("its thread is dead:", {t.get_name() for t in asyncio.all_tasks(found["loop"])})
    found["task"]._log_destroy_pending = False


asyncio.run(main())
