# record: 3.14
"""Context variables in every callback that asyncio makes."""
import asyncio
import contextvars
import functools
import threading

a = contextvars.ContextVar("a", default="-")
b = contextvars.ContextVar("b")
seen = []


def note(label):
    seen.append((label, a.get(), b.get("none")))


def flush(title):
    print(title, seen)
    seen.clear()


async def main():
    loop = asyncio.get_running_loop()
    a.set("main")
    loop.call_soon(note, "soon")
    loop.call_later(0, note, "later")
    loop.call_at(loop.time(), note, "at")
    loop.call_soon_threadsafe(note, "threadsafe")
    a.set("changed")
    await asyncio.sleep(0.01)
    flush("captured when asked")

    ctx = contextvars.copy_context()
    ctx.run(a.set, "own")
    loop.call_soon(note, "soon", context=ctx)
    loop.call_later(0, note, "later", context=ctx)
    loop.call_at(loop.time(), note, "at", context=ctx)
    loop.call_soon_threadsafe(note, "threadsafe", context=ctx)
    await asyncio.sleep(0.01)
    flush("given")

    def mutate():
        a.set("mutated")
        b.set("by callback")

    loop.call_soon(mutate)
    loop.call_soon(note, "after mutate")
    loop.call_soon(mutate, context=ctx)
    await asyncio.sleep(0)
    flush("copies")
    print(ctx[a], ctx[b], a.get(), b.get("none"))

    fut = loop.create_future()
    fut.add_done_callback(lambda f: note("done"))
    fut.add_done_callback(lambda f: note("done in ctx"), context=ctx)
    tok = a.set("when set")
    fut.add_done_callback(lambda f: note("done, later"))
    fut.set_result(1)
    a.reset(tok)
    await asyncio.sleep(0)
    flush("futures")

    async def task():
        note("task start")
        a.set("in task")
        await asyncio.sleep(0)
        note("task end")
        return a.get()

    t = asyncio.create_task(task())
    t.add_done_callback(lambda f: note("task callback"))
    a.set("after create")
    print(await t, a.get())
    await asyncio.sleep(0)
    flush("tasks")

    t = asyncio.create_task(task(), context=ctx)
    await t
    print(ctx[a], t.get_context() is ctx)
    flush("task in context")

    async def child():
        b.set("child")
        await asyncio.sleep(0)
        note("child")

    await child()
    note("after await")
    await asyncio.create_task(child())
    note("after task")
    b.set("parent")
    await asyncio.gather(child(), child())
    note("after gather")
    await asyncio.wait_for(child(), 1)
    note("after wait_for")
    async with asyncio.timeout(1):
        await child()
    note("after timeout")
    await asyncio.shield(child())
    note("after shield")
    flush("awaits")

    print(await asyncio.to_thread(lambda: (a.get(), b.get(), threading.current_thread() is threading.main_thread())))
    print(await loop.run_in_executor(None, lambda: (a.get(), b.get("none"))))
    print(await loop.run_in_executor(None, functools.partial(contextvars.copy_context().run, lambda: (a.get(), b.get()))))

    async def agen():
        try:
            a.set("gen 1")
            yield a.get()
            note("in gen")
            yield a.get()
        finally:
            note("gen closes")
            a.set("gen finally")

    g = agen()
    print(await anext(g), a.get())
    a.set("outside")
    print(await anext(g), a.get())
    await g.aclose()
    print(a.get())
    flush("async generators share the context")

    def gen():
        a.set("sync gen")
        yield
        yield a.get()

    s = gen()
    next(s)
    a.set("between")
    print(next(s))

    async with asyncio.TaskGroup() as tg:
        a.set("group")
        t1 = tg.create_task(task())
        a.set("group 2")
        t2 = tg.create_task(task(), context=contextvars.Context())
    print(t1.result(), t2.result(), a.get())
    flush("group")

    loop.set_exception_handler(lambda loop, c: note("handler " + c["message"].split(" ")[0]))
    loop.call_soon(lambda: 1 / 0, context=ctx)
    await asyncio.sleep(0)
    flush("exception handler")
    h = loop.call_soon(note, "h", context=ctx)
    print(type(h).__name__, h.get_context() is ctx, h.cancelled())
    h.cancel()
    th = loop.call_later(5, note, "th")
    print(th.get_context() is not ctx, type(th.get_context()).__name__)
    th.cancel()
    try:
        ctx.run(ctx.run, note, "x")
    except RuntimeError as e:
        print(str(e).split(":")[0])
    c2 = contextvars.copy_context()
    loop.call_soon(lambda: loop.call_soon(note, "nested", context=c2), context=c2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    flush("nested")


asyncio.run(main())
print(a.get(), b.get("none"))
with asyncio.Runner() as r:
    async def setter():
        b.set("runner")

    async def getter():
        return b.get("none")

    r.run(setter())
    print(r.run(getter()), b.get("none"))
    own = contextvars.Context()
    r.run(setter(), context=own)
    print(own[b], r.run(getter(), context=contextvars.Context()))
