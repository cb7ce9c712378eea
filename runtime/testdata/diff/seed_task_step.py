"""A task is a future that drives a coroutine; it starts by itself."""
import asyncio


async def child(log):
    log.append("started")
    await asyncio.sleep(0)
    log.append("went on")
    f = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(f.set_result, "r")
    log.append(await f)
    return "result"


async def main():
    log = []
    task = asyncio.create_task(child(log))
    print(issubclass(asyncio.Task, asyncio.Future), isinstance(task, asyncio.Future), log)
    await asyncio.sleep(0)
    print(log)
    while not task.done():
        await asyncio.sleep(0)
    print(log, task.result(), await task)
    try:
        task.set_result(1)
    except RuntimeError as e:
        print(e)
    try:
        asyncio.create_task(1)
    except TypeError as e:
        print(e)
    self = asyncio.current_task()
    print(self.get_coro().__name__, self.get_name(), self in asyncio.all_tasks())
    return "run() gives the coroutine's result"


print(asyncio.run(main()))
try:
    asyncio.run(1)
except (TypeError, ValueError) as e:
    print(type(e).__name__)
