# timeout, timeout_at, reschedule, nesting, and the error's cause.
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    async def run(outer, inner, work):
        try:
            async with asyncio.timeout(outer) as a:
                try:
                    async with asyncio.timeout(inner) as b: await asyncio.sleep(work); print("worked")
                except TimeoutError as e: print("inner", type(e.__cause__).__name__)
                print(a.expired(), b.expired())
        except TimeoutError as e: print("outer", e.args, type(e.__cause__).__name__)
    for a in (None, 0.01, 1), (0.01, None, 1), (0.01, 1, 1), (1, 0.01, 1), (1, 1, 0), (0, 1, 0), (-1, None, 0): await run(*a)
    async with asyncio.timeout(0.001) as cm: cm.reschedule(None); print(cm.when()); await asyncio.sleep(0.005)
    print(cm.expired())
    try:
        async with asyncio.timeout_at(loop.time() + 10) as cm: cm.reschedule(loop.time()); await asyncio.sleep(1)
    except TimeoutError: print("rescheduled", cm.expired())
    for f in (lambda: cm.reschedule(1)), (lambda: asyncio.timeout(1).reschedule(2)):
        try: f()
        except RuntimeError as e: print(e)
    t = asyncio.timeout(1)
    async with t: pass
    try:
        async with t: pass
    except RuntimeError as e: print(e)
    try:
        async with asyncio.timeout(0.001): raise ValueError("mine")
    except ValueError as e: print(e)
    try:
        async with asyncio.timeout(0.001):
            try: await asyncio.sleep(1)
            except asyncio.CancelledError: raise KeyError("changed")
    except KeyError as e: print(repr(e), type(e.__context__).__name__)
    for v in 0, -1, 0.001:
        try: await asyncio.wait_for(asyncio.sleep(1), v)
        except TimeoutError as e: print("wait_for", e.args)
    print(await asyncio.wait_for(asyncio.sleep(0, "r"), None), asyncio.current_task().cancelling())
asyncio.run(main())
