"""Awaiting a future: it yields itself until it is done, then gives its result or error."""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    it = f.__await__()
    print(f._asyncio_future_blocking)
    print(it.send(None) is f, f._asyncio_future_blocking)
    try:
        it.send(None)
    except RuntimeError as e:
        print(e)
    f._asyncio_future_blocking = False
    f.set_result("done")
    try:
        f.__await__().send(None)
    except StopIteration as e:
        print("at once:", e.value)
    g = loop.create_future()
    loop.call_soon(g.set_exception, ValueError("bad"))
    try:
        await g
    except ValueError as e:
        print("raised", e)
    h = loop.create_future()
    loop.call_soon(h.cancel, "why")
    try:
        await h
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    for call in (h.result, h.exception):
        try:
            call()
        except asyncio.CancelledError as e:
            print(type(e).__name__)
    try:
        loop.create_future().result()
    except asyncio.InvalidStateError as e:
        print(e)
    try:
        f.set_result(2)
    except asyncio.InvalidStateError as e:
        print("already", type(e).__name__)


asyncio.run(main())
