# record: 3.14
"""asyncio.timeout, timeout_at and wait_for: rescheduled, nested, expired, misused."""
import asyncio
import time


async def reschedule():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(10) as cm:
        print(cm.when() > loop.time(), cm.expired(), repr(cm).split("when=")[0])
        cm.reschedule(None)
        print(cm.when(), repr(cm))
        cm.reschedule(loop.time() + 5)
        print(cm.when() > loop.time())
    print(cm.expired(), repr(cm))
    try:
        cm.reschedule(1)
    except RuntimeError as e:
        print(e)
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(loop.time() - 1)
            print(repr(cm).split(" when")[0])
            await asyncio.sleep(5)
    except TimeoutError as e:
        print("timeout", repr(e), repr(e.__cause__), cm.expired(), repr(cm))
    try:
        async with asyncio.timeout(0.001) as cm:
            await asyncio.sleep(0.05)
    except TimeoutError:
        try:
            cm.reschedule(loop.time() + 1)
        except RuntimeError as e:
            print(e)


async def nested():
    try:
        async with asyncio.timeout(0.01) as outer:
            try:
                async with asyncio.timeout(5) as inner:
                    await asyncio.sleep(1)
            finally:
                print("inner", inner.expired(), asyncio.current_task().cancelling())
    except TimeoutError:
        print("outer", outer.expired(), inner.expired())
    async with asyncio.timeout(5) as outer:
        try:
            async with asyncio.timeout(0.01) as inner:
                await asyncio.sleep(1)
        except TimeoutError:
            print("inner only", outer.expired(), inner.expired())
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(1)
    except TimeoutError as e:
        print("both", type(e.__cause__).__name__, type(e.__context__).__name__)


async def exceptions():
    for exc in (ValueError("v"), KeyError("k"), asyncio.CancelledError("c"), TimeoutError("own")):
        try:
            async with asyncio.timeout(5) as cm:
                raise exc
        except BaseException as e:
            print(type(e).__name__, e.args, cm.expired(), e is exc)
    try:
        async with asyncio.timeout(0.001) as cm:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                raise ValueError("instead")
    except Exception as e:
        print(type(e).__name__, e, cm.expired(), repr(e.__context__))
    try:
        async with asyncio.timeout(0.001) as cm:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                print("swallowed", asyncio.current_task().cancelling())
    except TimeoutError as e:
        print("after swallow", type(e))
    print(cm.expired(), asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0.001) as cm:
            time.sleep(0.01)
    except TimeoutError:
        print("blocked: timeout")
    else:
        print("blocked: no timeout", cm.expired())
    try:
        async with asyncio.timeout(0) as cm:
            await asyncio.sleep(0)
    except TimeoutError:
        print("zero", cm.expired())
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() - 5) as cm:
            await asyncio.sleep(0)
    except TimeoutError:
        print("past", cm.expired())
    try:
        async with asyncio.timeout(-1):
            print("body without await")
    except TimeoutError:
        print("negative")


async def outside_cancel():
    async def victim():
        try:
            async with asyncio.timeout(5) as cm:
                await asyncio.sleep(5)
        except BaseException as e:
            print("victim", type(e).__name__, e.args, cm.expired(), asyncio.current_task().cancelling())
            raise

    t = asyncio.create_task(victim())
    await asyncio.sleep(0)
    t.cancel("please")
    try:
        await t
    except asyncio.CancelledError as e:
        print("outside", e.args)

    async def both():
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)

    t = asyncio.create_task(both())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.01, t.cancel, "same time") if False else None
    try:
        await t
    except TimeoutError:
        print("timed out", t.cancelling())


async def misuse():
    cm = asyncio.timeout(1)
    try:
        cm.reschedule(5)
    except RuntimeError as e:
        print(e)
    async with cm:
        pass
    for bad in (cm,):
        try:
            async with bad:
                pass
        except RuntimeError as e:
            print(e)
    try:
        with asyncio.timeout(1):
            pass
    except TypeError as e:
        print(e)
    for arg in ("a", [], object()):
        try:
            async with asyncio.timeout(arg):
                pass
        except TypeError as e:
            print(str(e)[:60])
    try:
        await asyncio.timeout(1).__aexit__(None, None, None)
    except Exception as e:
        print(type(e).__name__, e)


async def wait_for():
    print(await asyncio.wait_for(asyncio.sleep(0, "r"), 1), await asyncio.wait_for(asyncio.sleep(0, "n"), None))
    for t in (0, -1, 0.001):
        try:
            await asyncio.wait_for(asyncio.sleep(1), t)
        except TimeoutError as e:
            print("wait_for", t, repr(e), type(e.__cause__).__name__)
    f = asyncio.get_running_loop().create_future()
    f.set_result(1)
    print(await asyncio.wait_for(f, 0))
    g = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(g, 0.001)
    except TimeoutError:
        print(g.cancelled())
    h = asyncio.get_running_loop().create_future()
    try:
        await asyncio.wait_for(asyncio.shield(h), 0.001)
    except TimeoutError:
        print(h.cancelled())

    async def stubborn():
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            return "refuses"

    try:
        print(await asyncio.wait_for(stubborn(), 0.001))
    except TimeoutError as e:
        print("stubborn", repr(e))

    async def raises():
        try:
            await asyncio.sleep(1)
        finally:
            raise KeyError("in cleanup")

    try:
        await asyncio.wait_for(raises(), 0.001)
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)
    for bad in (5, None, [1]):
        try:
            await asyncio.wait_for(bad, 1)
        except TypeError as e:
            print(e)


async def main():
    for f in (reschedule, nested, exceptions, outside_cancel, misuse, wait_for):
        print("==", f.__name__)
        await f()


asyncio.run(main())
try:
    asyncio.timeout(1).__aenter__().send(None)
except Exception as e:
    print(type(e).__name__, e)
