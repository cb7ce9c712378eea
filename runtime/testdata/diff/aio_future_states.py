# Future: results, callbacks, errors of every state.
import asyncio
async def main():
    loop = asyncio.get_running_loop(); log = []
    f = loop.create_future()
    for g in f.result, f.exception:
        try: g()
        except asyncio.InvalidStateError as e: print(e)
    f.add_done_callback(lambda x: log.append(("a", x is f))); cb = lambda x: log.append("b"); f.add_done_callback(cb); f.add_done_callback(cb); print(f.remove_done_callback(cb), f.remove_done_callback(cb)); f.add_done_callback(cb, context=None)
    f.set_result(5); print(log, f.done(), f.result(), f.exception(), f.cancel()); await asyncio.sleep(0); print(log); f.add_done_callback(cb); print(log); await asyncio.sleep(0); print(log)
    for g in (lambda: f.set_result(1)), (lambda: f.set_exception(ValueError())):
        try: g()
        except asyncio.InvalidStateError as e: print(type(e).__name__)
    for e in ValueError, ValueError("v"), StopIteration, StopIteration(1), 5, KeyboardInterrupt():
        f = loop.create_future()
        try: f.set_exception(e); print(repr(f.exception()))
        except TypeError as x: print("TypeError", x)
    f = loop.create_future(); print(f.cancel("m"), f.cancelled(), f.done(), f.cancel())
    for g in f.result, f.exception:
        try: g()
        except asyncio.CancelledError as e: print(repr(e))
    f = loop.create_future(); loop.call_soon(f.set_result, "later"); print(await f, await f)
    print(asyncio.isfuture(f), asyncio.isfuture(5), asyncio.ensure_future(f) is f, f.get_loop() is loop)
    for bad in 5, None, "x":
        try: asyncio.ensure_future(bad)
        except TypeError as e: print(e)
    try: next(iter(loop.create_future())); it = iter(loop.create_future()); next(it); next(it)
    except RuntimeError as e: print(e)
asyncio.run(main())
