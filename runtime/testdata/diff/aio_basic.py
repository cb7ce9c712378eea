import asyncio
async def w(n, d=0):
    print("start", n); await asyncio.sleep(d); print("end", n); return n
async def boom(n): await asyncio.sleep(0); raise ValueError(n)
async def main():
    print(await asyncio.gather(w(1), w(2, 0.01), w(3)))
    print(await asyncio.gather(boom("a"), w(4), return_exceptions=True))
    try: await asyncio.gather(boom("b"), w(5, 0.01))
    except ValueError as e: print("gather raised", e)
    await asyncio.sleep(0.02)
    print(await asyncio.gather())
    t = asyncio.create_task(w("t"), name="named"); print(t.get_name(), t.done()); print(await t, t.done(), t.result(), t.exception())
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); print(t.cancel("why"))
    try: await t
    except asyncio.CancelledError as e: print("cancelled", e.args, t.cancelled())
    async def stubborn():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError as e: print("refuse", e.args, asyncio.current_task().cancelling(), asyncio.current_task().uncancel()); return "ok"
    t = asyncio.create_task(stubborn()); await asyncio.sleep(0); t.cancel("m1"); print(await t, t.cancelled())
    t = asyncio.create_task(boom("x")); await asyncio.wait([t]); print(repr(t.exception()))
    done, pending = await asyncio.wait([asyncio.create_task(w("f", 0)), asyncio.create_task(w("s", 5))], return_when=asyncio.FIRST_COMPLETED); print(len(done), len(pending)); [p.cancel() for p in pending]
    try: await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError as e: print("timeout", type(e).__name__, e.args)
    try:
        async with asyncio.timeout(0.01) as cm: await asyncio.sleep(5)
    except TimeoutError: print("timeout cm", cm.expired())
    inner = asyncio.create_task(w("shielded", 0.01)); outer = asyncio.shield(inner); await asyncio.sleep(0); outer.cancel()
    try: await outer
    except asyncio.CancelledError: print("outer cancelled")
    print(await inner)
    for c in asyncio.as_completed([asyncio.sleep(0.01), asyncio.sleep(0)]): await c
    print("as completed")
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon(f.set_result, 5); print(await f)
    try: f.set_result(1)
    except asyncio.InvalidStateError as e: print(e)
    f = asyncio.Future()
    try: f.result()
    except asyncio.InvalidStateError as e: print(e)
    f.set_exception(KeyError("k"))
    try: await f
    except KeyError as e: print(repr(e))
    g = asyncio.gather(asyncio.sleep(5), asyncio.sleep(5)); await asyncio.sleep(0); g.cancel()
    try: await g
    except asyncio.CancelledError: print("gather cancelled")
    print(len(asyncio.all_tasks()), asyncio.current_task().get_name(), asyncio.iscoroutinefunction(w), asyncio.isfuture(f), asyncio.iscoroutine(5))
    for v in (5, w):
        try: asyncio.create_task(v)
        except TypeError as e: print(str(e).split(" at ")[0])
    try: await asyncio.wait([asyncio.sleep(0)])
    except TypeError as e: print(e)
    try: await asyncio.wait(5)
    except TypeError as e: print(e)
    try: asyncio.run(w(1))
    except RuntimeError as e: print(e)
    class By:
        def __init__(self, v): self.v = v
        def __await__(self): yield self.v
    async def aw(v): await v
    try: await asyncio.create_task(aw(By(1)))
    except RuntimeError as e: print(e)
    try: await asyncio.create_task(aw(By(asyncio.Future())))
    except RuntimeError as e: print(str(e)[:43])
    async def me(): await asyncio.current_task()
    try: await asyncio.create_task(me())
    except RuntimeError as e: print(str(e)[:28])
    await By(None)
    return "main result"
import warnings; warnings.simplefilter("ignore")
print(asyncio.run(main()))
try: asyncio.run(5)
except (ValueError, TypeError) as e: print(e)
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
