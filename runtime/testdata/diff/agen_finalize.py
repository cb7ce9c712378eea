import asyncio
async def g(n):
    try:
        yield 1
        yield 2
    finally:
        print("start cleanup", n)
        await asyncio.sleep(0)
        print("cleaned", n)
async def settle(): 
    for _ in range(4): await asyncio.sleep(0)
async def use_break():
    async for x in g("break"): break
    print("after break"); await settle(); print("settled")
async def use_del():
    it = g("del"); await anext(it); del it
    print("after del"); await settle()
async def use_rebind():
    it = g("rebind1"); await anext(it); it = g("rebind2"); await anext(it); it = None
    print("after rebind"); await settle()
async def use_return():
    async def f():
        async for x in g("return"): return x
    print("returned", await f()); await settle()
async def use_exc():
    async def f():
        async for x in g("exc"): raise ValueError("e")
    try: await f()
    except ValueError as e: print("caught", e)
    print("after exc"); await settle()
async def use_container():
    l = [g("list")]; await anext(l[0]); l.clear(); print("cleared"); await settle()
    d = {"k": g("dict")}; await anext(d["k"]); d["k"] = 1; print("replaced"); await settle()
    class O: pass
    o = O(); o.a = g("attr"); await anext(o.a); del o; print("object gone"); await settle()
    t = (g("tuple"),); await anext(t[0]); t = 0; print("tuple gone"); await settle()
    s = [[{"x": (g("deep"),)}]]; await anext(s[0][0]["x"][0]); s.pop(); print("popped"); await settle()
async def use_closure():
    it = g("closure"); await anext(it)
    f = lambda: it
    del it; print("held by cell"); await settle(); del f; print("cell gone"); await settle()
async def use_task():
    async def child():
        async for x in g("task"): await asyncio.sleep(10)
    t = asyncio.create_task(child()); await settle(); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled")
    del t; await settle()
async def nested():
    async def outer():
        async for x in g("inner"): yield x
    async for x in outer(): break
    print("after nested"); await settle()
async def bound_method():
    m = g("bound").__anext__; print(await m()); m = None; print("method gone"); await settle()
async def arg():
    async def f(it): return await anext(it)
    print(await f(g("arg"))); await settle()
async def comp():
    try: print([1 // (x - 1) async for x in g("comp")])
    except ZeroDivisionError: print("zde")
    await settle()
async def at_exit():
    global keep
    keep = g("kept"); await anext(keep)
async def main():
    for f in (use_break, use_del, use_rebind, use_return, use_exc, use_container, use_closure, use_task, nested, bound_method, arg, comp, at_exit):
        print("--", f.__name__); await f()
    print("main done")
asyncio.run(main())
print("end")
