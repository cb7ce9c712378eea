# Ctrl-C while asyncio.run runs.
import asyncio
import signal


async def cancelled_first():
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print("the main task was cancelled", asyncio.current_task().cancelling())
        raise
    finally:
        print("cleaned up")


async def swallowed():
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        return "swallowed"


async def twice():
    try:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        signal.raise_signal(signal.SIGINT)


async def own_handler():
    signal.signal(signal.SIGINT, lambda s, f: print("own handler"))
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(0)
    return "done"


async def children():
    async def child():
        try:
            await asyncio.sleep(5)
        finally:
            print("child ends")

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    signal.raise_signal(signal.SIGINT)
    await task


for main in (cancelled_first, swallowed, twice, own_handler, children):
    try:
        print(main.__name__, asyncio.run(main()))
    except KeyboardInterrupt as e:
        print(main.__name__, "KeyboardInterrupt", type(e.__context__).__name__)
    print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)

with asyncio.Runner() as runner:
    try:
        runner.run(cancelled_first())
    except KeyboardInterrupt:
        print("again usable:", runner.run(asyncio.sleep(0, "yes")))
