# record: 3.14
"""Eager tasks, task factories and contexts given to tasks."""
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="unset")
log = []


async def quick(x):
    log.append(("quick", x, asyncio.current_task().get_name() if asyncio.current_task() else None))
    return x


async def slow(x):
    log.append(("slow", x))
    await asyncio.sleep(0)
    log.append(("slow again", x))
    return x


async def fail():
    raise ValueError("eagerly")


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(asyncio.eager_task_factory)
    me = asyncio.current_task()
    t = asyncio.create_task(quick(1), name="q")
    print(t.done(), t.result(), log, asyncio.current_task() is me, t in asyncio.all_tasks())
    s = asyncio.create_task(slow(2))
    print(s.done(), log[-1], s in asyncio.all_tasks())
    print(await s, log[-1])
    f = asyncio.create_task(fail())
    print(f.done(), repr(f.exception()))
    print(await asyncio.gather(quick(3), slow(4)), await asyncio.gather(quick(5)))
    async with asyncio.TaskGroup() as tg:
        a, b = tg.create_task(quick(6)), tg.create_task(slow(7))
        print(a.done(), b.done())
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail())
    except* ValueError as e:
        print(e.exceptions)

    made = []

    class Mine(asyncio.Task):
        pass

    def factory(loop, coro, **kwargs):
        made.append(sorted(k for k in kwargs if k != "eager_start"))
        return Mine(coro, loop=loop, **kwargs)

    loop.set_task_factory(factory)
    t = asyncio.create_task(quick(8), name="mine")
    print(type(t).__name__, t.get_name(), await t, made[-1], loop.get_task_factory() is factory)
    print(type(asyncio.ensure_future(quick(9))).__name__, [type(x).__name__ for x in [loop.create_task(quick(10))]])
    loop.set_task_factory(asyncio.create_eager_task_factory(Mine))
    t = asyncio.create_task(quick(11))
    print(type(t).__name__, t.done())
    loop.set_task_factory(None)
    for bad in (1, "x"):
        try:
            loop.set_task_factory(bad)
        except TypeError as e:
            print(e)
    await asyncio.sleep(0)

    async def read():
        before = var.get()
        var.set("inside")
        return before

    ctx = contextvars.copy_context()
    ctx.run(var.set, "given")
    t = asyncio.create_task(read(), context=ctx)
    print(await t, var.get(), ctx[var], t.get_context() is ctx)
    async with asyncio.TaskGroup() as tg:
        t = tg.create_task(read(), context=ctx)
    print(t.result(), var.get())
    done = loop.create_future()
    done.add_done_callback(lambda f: print("callback sees", var.get()), context=ctx)
    var.set("outer")
    done.add_done_callback(lambda f: print("callback sees", var.get()))
    done.set_result(1)
    var.set("later")
    await asyncio.sleep(0)
    t = asyncio.Task(quick(12), loop=loop, eager_start=True)
    print(t.done())


asyncio.run(main())


async def c():
    pass


loop = asyncio.new_event_loop()
coro = c()
try:
    asyncio.Task(coro, loop=loop, eager_start=True)
except RuntimeError as e:
    print("RuntimeError")
coro.close()
loop.close()
