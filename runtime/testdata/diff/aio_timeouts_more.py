# timeout, timeout_at, wait_for: nesting, rescheduling, late results, shield.
import asyncio


async def slow(n=1, value="v"):
    try:
        await asyncio.sleep(n)
        return value
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        raise


async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as t:
        print(t.when(), t.expired())
        t.reschedule(loop.time() + 10)
        print(t.when() > loop.time(), repr(t).startswith("<Timeout [active] when="))
    print(t.expired(), repr(t))
    try:
        async with asyncio.timeout(0.001) as outer:
            async with asyncio.timeout(5) as inner:
                await slow()
    except TimeoutError as e:
        print(outer.expired(), inner.expired(), repr(e), type(e.__cause__).__name__)
    try:
        async with asyncio.timeout(5) as outer:
            try:
                async with asyncio.timeout(0.001) as inner:
                    await slow()
            except TimeoutError:
                print("inner", inner.expired(), outer.expired(), asyncio.current_task().cancelling())
                raise KeyError("mapped") from None
    except KeyError as e:
        print(e, e.__suppress_context__)
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            await asyncio.sleep(0)
            print("not reached")
    except TimeoutError:
        print("already late")
    async with asyncio.timeout(0.001) as t:
        t.reschedule(None)
        await asyncio.sleep(0.005)
    print(t.expired())
    for bad in (lambda: t.reschedule(1), lambda: asyncio.timeout(1).reschedule(2)):
        try:
            bad()
        except (RuntimeError, AssertionError) as e:
            print(type(e).__name__, str(e)[:40])
    print(await asyncio.wait_for(slow(0, "quick"), 1), await asyncio.wait_for(slow(0), None))
    for limit in (0, -1, 0.001):
        try:
            await asyncio.wait_for(slow(), limit)
        except TimeoutError as e:
            print("wait_for", limit, repr(e))
    kept = asyncio.create_task(slow(0.005, "kept"))
    try:
        await asyncio.wait_for(asyncio.shield(kept), 0.001)
    except TimeoutError:
        print(kept.done(), await kept)

    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            return "swallowed"

    try:
        print(await asyncio.wait_for(stubborn(), 0.001))
    except TimeoutError:
        print("timed out all the same")

    async def cancelled_inside():
        async with asyncio.timeout(5):
            asyncio.current_task().cancel("mine")
            await asyncio.sleep(0)

    try:
        await asyncio.create_task(cancelled_inside())
    except asyncio.CancelledError as e:
        print(e.args)
    fut = loop.create_future()
    loop.call_later(0.001, fut.set_result, 7)
    print(await asyncio.wait_for(fut, 1))


asyncio.run(main())
