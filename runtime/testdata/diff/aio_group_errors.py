# TaskGroup: what errors of body and children become.
import asyncio
async def fail(e, after=0): await asyncio.sleep(after); raise e
async def run(name, *children, body=None, cancel=None):
    try:
        async with asyncio.TaskGroup() as tg:
            ts = [tg.create_task(c) for c in children]
            if body: raise body
            await asyncio.sleep(0.02)
            print(name, "body done")
    except BaseExceptionGroup as e: print(name, type(e).__name__, e.message, [repr(x) for x in e.exceptions], [t.cancelled() for t in ts])
    except BaseException as e: print(name, repr(e), [t.cancelled() for t in ts])
    else: print(name, "ok", [t.result() for t in ts])
async def main():
    await run("none"); await run("two", asyncio.sleep(0, 1), asyncio.sleep(0.001, 2))
    await run("one fails", fail(ValueError(1)), asyncio.sleep(5)); await run("both fail", fail(ValueError(1)), fail(KeyError(2)))
    await run("body", asyncio.sleep(5), body=TypeError("b")); await run("body and child", fail(ValueError(1)), body=TypeError("b"))
    await run("cancelled child", fail(asyncio.CancelledError("c")), asyncio.sleep(0, 3)); await run("body cancelled", asyncio.sleep(5), body=asyncio.CancelledError("bc"))
    async def bad_cleanup():
        try: await asyncio.sleep(5)
        finally: raise OSError("cleanup")
    await run("cleanup", fail(ValueError(1), 0.001), bad_cleanup())
    tg = asyncio.TaskGroup()
    c = asyncio.sleep(0)
    try: tg.create_task(c)
    except RuntimeError as e: print(str(e)[:35], str(e)[-22:]); c.close()
    async with tg: pass
    try:
        async with tg: pass
    except RuntimeError as e: print(str(e)[-25:])
    async def outer():
        async with asyncio.TaskGroup() as a:
            a.create_task(asyncio.sleep(5))
            async with asyncio.TaskGroup() as b: b.create_task(fail(ValueError("deep")))
    try: await outer()
    except* ValueError as e: print(repr(e))
    t = asyncio.create_task(outer.__call__()) if False else asyncio.create_task(run("outside", asyncio.sleep(5)))
    await asyncio.sleep(0); await asyncio.sleep(0); t.cancel("why"); print(await asyncio.gather(t, return_exceptions=True))
asyncio.run(main())
