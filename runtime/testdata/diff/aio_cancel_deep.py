# Cancellation through finally, shield, nested awaits; counts and messages.
import asyncio
async def inner(log):
    try: await asyncio.sleep(9)
    except asyncio.CancelledError as e: log.append(("inner", e.args)); raise
    finally: log.append("fin"); await asyncio.sleep(0); log.append("fin2")
async def swallow(log):
    try: await asyncio.sleep(9)
    except asyncio.CancelledError: log.append(asyncio.current_task().cancelling())
    return "kept"
async def main():
    for co, args in (inner, ()), (inner, ("msg",)), (swallow, ()):
        log = []; t = asyncio.create_task(co(log)); await asyncio.sleep(0)
        print(t.cancel(*args), t.cancel(), t.cancelling())
        try: print(await t)
        except asyncio.CancelledError as e: print(repr(e))
        print(log, t.cancelled(), t.cancelling(), t.cancel())
    t = asyncio.create_task(swallow([])); await asyncio.sleep(0); t.cancel(); await t; print(t.uncancel(), t.cancelling(), t.uncancel())
    t = asyncio.create_task(inner([])); t.cancel("before start")
    try: await t
    except asyncio.CancelledError as e: print(repr(e))
    log = []; child = asyncio.create_task(swallow(log)); outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(child), 5)); await asyncio.sleep(0); await asyncio.sleep(0); outer.cancel()
    print(await asyncio.gather(outer, return_exceptions=True), child.done()); child.cancel(); print(await child)
    async def selfish(): asyncio.current_task().cancel("self"); await asyncio.sleep(0)
    try: await asyncio.create_task(selfish())
    except asyncio.CancelledError as e: print(repr(e))
    async def late(): asyncio.current_task().cancel(); return 5
    t = asyncio.create_task(late()); print(await asyncio.gather(t, return_exceptions=True), t.cancelled())
    g = asyncio.gather(asyncio.sleep(9), asyncio.sleep(9)); await asyncio.sleep(0); print(g.cancel("g"))
    try: await g
    except asyncio.CancelledError as e: print(repr(e), g.cancelled())
asyncio.run(main())
