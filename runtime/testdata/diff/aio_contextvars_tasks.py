# Context variables in tasks, callbacks, generators and threads.
import asyncio, contextvars
v = contextvars.ContextVar("v", default="def"); w = contextvars.ContextVar("w")
async def child(n): r = v.get(); v.set(n); await asyncio.sleep(0); return r, v.get()
async def main():
    v.set("main"); print(await asyncio.gather(child(1), child(2)), v.get()); print(await child(3), v.get())
    ctx = contextvars.copy_context(); ctx.run(v.set, "ctx"); print(ctx[v], v.get(), await asyncio.create_task(child(4), context=ctx), ctx[v], len(ctx), v in ctx, w in ctx, ctx.get(w, "none"))
    log = []; loop = asyncio.get_running_loop(); loop.call_soon(lambda: log.append(v.get())); loop.call_soon(lambda: log.append(v.get()), context=ctx); v.set("after"); await asyncio.sleep(0); print(log)
    t = v.set("x"); print(t.old_value, t.var is v); v.reset(t); print(v.get())
    for f in (lambda: v.reset(t)), (lambda: w.get()), (lambda: w.get("d")), (lambda: ctx.run(ctx.run, print)), (lambda: ctx[w]), (lambda: contextvars.ContextVar(5)), (lambda: ctx.run(v.reset, v.set("q"))):
        try: print(f())
        except Exception as e: print(type(e).__name__, str(e)[:40].split(" at 0x")[0].split("<Token")[0])
    async def agen():
        v.set("gen"); yield v.get(); yield v.get()
    async for x in agen(): print(x, v.get()); v.set("loop")
    print(await asyncio.to_thread(lambda: (v.get(), v.set("thread"))[0]), v.get())
    async with asyncio.timeout(1): v.set("to")
    print(v.get(), [x.name for x in contextvars.copy_context()] == ["v"], sorted(x.name for x in contextvars.copy_context().keys()))
asyncio.run(main()); print(v.get())
