"""How often a failed future may be awaited, which message a cancellation has, and in which pass of the loop waiting ends."""

import asyncio


def depth(exc):
    n, tb = 0, exc.__traceback__
    while tb is not None:
        n, tb = n + 1, tb.tb_next
    return n


async def fails():
    raise KeyError("k")


async def again():
    loop = asyncio.get_running_loop()
    plain = loop.create_future()
    plain.set_exception(ValueError("v"))
    caught = loop.create_future()
    try:
        raise LookupError("with a traceback")
    except LookupError as exc:
        caught.set_exception(exc)
    task = loop.create_task(fails())
    for what in plain, caught, task, asyncio.gather(fails()), asyncio.shield(fails()):
        depths = []
        for _ in range(4):
            try:
                await what
            except Exception as exc:
                depths.append(depth(exc))
        depths.append(depth(what.exception()))
        for _ in range(2):
            try:
                what.result()
            except Exception as exc:
                depths.append(depth(exc))
        print(type(what.exception()).__name__, depths)
    # Several tasks that wait for one future.
    shared = loop.create_future()

    async def one():
        try:
            await shared
        except OSError as exc:
            return depth(exc)

    tasks = [loop.create_task(one()) for _ in range(4)]
    await asyncio.sleep(0)
    shared.set_exception(OSError())
    print([await t for t in tasks])


async def waits(f):
    try:
        await f
    except asyncio.CancelledError as exc:
        print("cancelled with", exc.args)
    else:
        print("not cancelled")


async def messages():
    loop = asyncio.get_running_loop()

    async def case(*msgs, own=None):
        f = loop.create_future()
        t = loop.create_task(waits(f if own else asyncio.sleep(0)))
        await asyncio.sleep(0)
        if own:
            f.set_exception(own)
        for m in msgs:
            t.cancel(*m)
        print(t._cancel_message)
        await t

    await case(("y",), own=asyncio.CancelledError("x"))
    await case(("y",), own=ValueError("x"))
    await case((), own=asyncio.CancelledError("x"))
    await case(("a",), ())
    await case(("a",), ("b",))
    await case((), ("b",))
    # Cancelled before it began.
    t = loop.create_task(waits(loop.create_future()))
    t.cancel("first")
    t.cancel()
    try:
        await t
    except asyncio.CancelledError as exc:
        print(exc.args, t._cancel_message)

    async def swallows():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError as exc:
            print("swallowed", exc.args)
        asyncio.current_task().cancel("myself")

    t = loop.create_task(swallows())
    await asyncio.sleep(0)
    t.cancel("outside")
    print(await asyncio.gather(t, return_exceptions=True), t._cancel_message)
    for excs in False, True:
        children = [loop.create_future() for _ in range(2)]
        g = asyncio.gather(*children, return_exceptions=excs)
        t = loop.create_task(waits(g))
        await asyncio.sleep(0)
        t.cancel("outer")
        t.cancel("outer again")
        await t
        children = [loop.create_future() for _ in range(2)]
        g = asyncio.gather(*children, return_exceptions=excs)
        t = loop.create_task(waits(g))
        await asyncio.sleep(0)
        children[0].cancel("child")
        await asyncio.sleep(0)
        t.cancel("late")
        await t
    try:
        async with asyncio.timeout(0):
            t = asyncio.current_task()
            t.cancel("m")
            await asyncio.sleep(1)
    except BaseException as exc:
        print(repr(exc), t.cancelling())


async def turns(what):
    n, stop = 0, False

    async def tick():
        nonlocal n
        while not stop:
            await asyncio.sleep(0)
            n += 1

    t = asyncio.create_task(tick())
    await asyncio.sleep(0)
    before = n
    try:
        await what()
    except BaseException as exc:
        print(repr(exc), end=" ")
    after, stop = n, True
    await t
    return after - before


async def passes(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def order():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    done.set_result(1)
    bad = loop.create_future()
    bad.set_exception(ValueError("bad"))
    gone = loop.create_future()
    gone.cancel("gone")
    task = asyncio.create_task
    for name, what in {
        "gather()": lambda: asyncio.gather(),
        "gather(done)": lambda: asyncio.gather(done),
        "gather(done, done)": lambda: asyncio.gather(done, done),
        "gather(bad)": lambda: asyncio.gather(bad),
        "gather(done, bad)": lambda: asyncio.gather(done, bad, return_exceptions=True),
        "gather(gone)": lambda: asyncio.gather(gone),
        "gather(gone, bad)": lambda: asyncio.gather(gone, bad, return_exceptions=True),
        "gather(bad, passes)": lambda: asyncio.gather(passes(2), bad),
        "gather(done, passes)": lambda: asyncio.gather(done, passes(1), passes(0)),
        "gather(passes)": lambda: asyncio.gather(passes(2), passes(0)),
        "wait(done)": lambda: asyncio.wait([done]),
        "wait(done, timeout)": lambda: asyncio.wait([done], timeout=5),
        "wait(done, 0)": lambda: asyncio.wait([task(passes(0))], timeout=0),
        "wait(bad)": lambda: asyncio.wait([bad, task(passes(3))], return_when=asyncio.FIRST_EXCEPTION),
        "wait(first)": lambda: asyncio.wait([done, task(passes(3))], return_when=asyncio.FIRST_COMPLETED),
        "wait(passes)": lambda: asyncio.wait([task(passes(2)), task(passes(1))]),
        "wait_for(done)": lambda: asyncio.wait_for(done, 1),
        "wait_for(0)": lambda: asyncio.wait_for(passes(3), 0),
        "wait_for(future, 0)": lambda: asyncio.wait_for(loop.create_future(), 0),
        "wait_for(bad, 0)": lambda: asyncio.wait_for(bad, 0),
        "as_completed": lambda: list(asyncio.as_completed([passes(2)]))[0],
        "as_completed(done)": lambda: next(asyncio.as_completed([done])),
        "shield(done)": lambda: asyncio.shield(done),
        "shield": lambda: asyncio.shield(passes(1)),
    }.items():
        print(name, await turns(what))

    async def tick():
        for i in range(3):
            print("tick", i)
            await asyncio.sleep(0)

    t = task(tick())
    await asyncio.gather(done)
    print("gathered")
    await asyncio.wait([done])
    print("waited")
    await t
    g = asyncio.gather(done)
    print(g.done(), g.result(), g.cancel())


async def main():
    await again()
    await messages()
    await order()


asyncio.run(main())
