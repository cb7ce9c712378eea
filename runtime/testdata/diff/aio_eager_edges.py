# record: 3.14
"""Eager tasks: what runs at once, who the current task is, and every way to end early."""
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")
log = []


async def quick(x):
    log.append(("quick", x, asyncio.current_task() is not None, asyncio.current_task().get_name()))
    return x * 2


async def slow(x):
    log.append(("slow starts", x))
    await asyncio.sleep(0)
    log.append(("slow ends", x))
    return x


async def fails():
    raise ValueError("at once")


async def fails_later():
    await asyncio.sleep(0)
    raise ValueError("later")


async def cancels_itself():
    asyncio.current_task().cancel("mine")
    log.append("before")
    await asyncio.sleep(0)
    log.append("never")


async def nested():
    t = asyncio.current_task().get_loop().create_task(quick(1), name="inner") if False else asyncio.create_task(quick(1), name="inner")
    log.append(("inner done", t.done(), asyncio.current_task().get_name()))
    return await t


async def sets():
    var.set("in task")
    await asyncio.sleep(0)
    return var.get()


def show(label):
    print(label, log)
    log.clear()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    me = asyncio.current_task()
    t = asyncio.create_task(quick(5), name="first")
    print(t.done(), t.result(), t.get_name(), asyncio.current_task() is me, t in asyncio.all_tasks())
    show("quick")
    t = asyncio.create_task(slow(6), name="second")
    print(t.done(), t in asyncio.all_tasks(), log)
    print(await t)
    show("slow")
    t = asyncio.create_task(fails())
    print(t.done(), repr(t.exception()), t.cancelled())
    t = asyncio.create_task(fails_later())
    print(t.done())
    try:
        await t
    except ValueError as e:
        print("caught", e)
    t = asyncio.create_task(cancels_itself())
    print(t.done(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    show("cancel")
    t = asyncio.create_task(nested(), name="outer")
    print(t.done(), await t)
    show("nested")
    t = asyncio.create_task(sets())
    print(var.get(), await t, var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    t = asyncio.create_task(sets(), context=ctx)
    print(ctx[var], await t)
    print(await asyncio.gather(quick(1), slow(2), quick(3)))
    show("gather")
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(quick(10))
        b = tg.create_task(slow(11))
        print("in group", a.done(), b.done())
    show("group")
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(slow(1))
            tg.create_task(fails())
            log.append("goes on")
            await asyncio.sleep(0)
            log.append("not reached")
    except* ValueError as eg:
        print(repr(eg))
    show("group fails")
    done = []
    t = asyncio.create_task(quick(9))
    t.add_done_callback(lambda t: done.append(t.result()))
    print(done)
    await asyncio.sleep(0)
    print(done)
    try:
        async with asyncio.timeout(0):
            t = asyncio.create_task(slow(3))
            await asyncio.sleep(1)
    except TimeoutError:
        print("timeout", t.done(), log)
    await asyncio.wait([asyncio.create_task(quick(1)), asyncio.create_task(slow(2))])
    log.clear()
    fut = loop.create_future()

    async def waits():
        return await fut

    t = asyncio.create_task(waits())
    print(t.done())
    fut.set_result("set")
    print(await t)
    t = asyncio.create_task(waits())
    print("done future", t.done(), t.result())
    loop.set_task_factory(None)
    e = asyncio.Task(quick(4), loop=loop, eager_start=True, name="eager by hand")
    print(e.done(), e.result(), log)
    log.clear()
    e = asyncio.Task(quick(4), loop=loop, eager_start=False)
    print(e.done())
    await e
    log.clear()

    def factory(loop, coro, **kw):
        log.append(sorted(kw))
        return asyncio.Task(coro, loop=loop, **kw)

    loop.set_task_factory(asyncio.create_eager_task_factory(lambda coro, **kw: (log.append(sorted(kw)), asyncio.Task(coro, **kw))[1]))
    t = asyncio.create_task(quick(8), name="custom")
    print(t.done(), t.get_name())
    show("custom")
    print(loop.get_task_factory().__name__)
    for bad in (5, "x"):
        try:
            loop.set_task_factory(bad)
        except TypeError as e:
            print(e)
    loop.set_task_factory(asyncio.eager_task_factory)
    try:
        asyncio.create_task(5)
    except TypeError as e:
        print(e)


asyncio.run(main())
loop = asyncio.new_event_loop()
c = quick(1)
try:
    asyncio.Task(c, loop=loop, eager_start=True)
except RuntimeError as e:
    print(e)
c.close()
loop.close()
