# Task groups: nested, entered late, children of children, base exceptions.
import asyncio


async def work(n, fail=None, log=None):
    try:
        await asyncio.sleep(0.001 * n)
        if fail:
            raise fail
        return n
    except asyncio.CancelledError:
        (log if log is not None else []).append(f"cancelled {n}")
        raise


async def main():
    log = []
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(work(50, log=log))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(work(1, KeyError("inner")))
                inner.create_task(work(40, log=log))
    except* KeyError as g:
        print(g, [type(e).__name__ for e in g.exceptions], [type(e).__name__ for e in g.exceptions[0].exceptions] if hasattr(g.exceptions[0], "exceptions") else "")
    print(log)
    log.clear()
    async with asyncio.TaskGroup() as tg:
        async def parent():
            return [tg.create_task(work(i), name=f"kid{i}") for i in range(2)]
        t = tg.create_task(parent(), name="parent")
    print([k.result() for k in t.result()], t.get_name(), t.done())
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(30, log=log))
            await asyncio.sleep(0)
            raise LookupError("body")
    except* LookupError as g:
        print(g.exceptions, log)
    log.clear()
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(1, ValueError("a")))
            tg.create_task(work(1, TypeError("b")))
            tg.create_task(work(1))
    except* ValueError as g:
        print("values", g.exceptions)
    except* TypeError as g:
        print("types", g.exceptions)
    for bad in (lambda: tg.create_task(work(0)), lambda: asyncio.TaskGroup().create_task(work(0))):
        try:
            bad()
        except RuntimeError as e:
            print(str(e).split(" at 0x")[0].split(">")[0], "finished" in str(e), "entered" in str(e))
    try:
        async with tg:
            pass
    except RuntimeError as e:
        print("again:", "already entered" in str(e))

    async def cancel_me():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(30, log=log))
            tg.create_task(work(30, log=log))

    t = asyncio.create_task(cancel_me())
    await asyncio.sleep(0.001)
    t.cancel("msg")
    try:
        await t
    except asyncio.CancelledError as e:
        print(e.args, log, t.cancelling())
    log.clear()


asyncio.run(main())
