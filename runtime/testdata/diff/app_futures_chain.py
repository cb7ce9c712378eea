# Futures by hand: chaining, callbacks in order, contexts, late results, errors.
import asyncio
import contextvars

request = contextvars.ContextVar("request", default=0)


def then(future, func):
    loop = future.get_loop()
    out = loop.create_future()

    def done(f):
        if out.cancelled():
            return
        if f.cancelled():
            out.cancel()
        elif (e := f.exception()) is not None:
            out.set_exception(e)
        else:
            try:
                value = func(f.result())
            except Exception as e:
                out.set_exception(e)
            else:
                if asyncio.isfuture(value):
                    then(value, lambda v: v).add_done_callback(lambda f: out.set_result(f.result()))
                else:
                    out.set_result(value)

    future.add_done_callback(done)
    return out


async def main():
    loop = asyncio.get_running_loop()
    log = []
    f = loop.create_future()
    for i in range(3):
        request.set(i)
        f.add_done_callback(lambda f, i=i: log.append((i, request.get(), f.result())))
    removable = log.append
    f.add_done_callback(removable)
    f.add_done_callback(removable)
    print(f.remove_done_callback(removable), f.remove_done_callback(removable))
    f.add_done_callback(lambda f: log.append(request.get()), context=contextvars.Context())
    f.set_result("r")
    print(log)
    await asyncio.sleep(0)
    print(log)
    a = loop.create_future()
    chain = then(then(a, lambda v: v + 1), lambda v: then(loop.create_future(), str) if v > 100 else v * 2)
    loop.call_soon(a.set_result, 4)
    print(await chain)
    b = loop.create_future()
    bad = then(b, lambda v: 1 // v)
    other = then(bad, lambda v: "never")
    b.set_result(0)
    for x in (bad, other):
        try:
            await x
        except ZeroDivisionError as e:
            print("error", type(e).__name__, x.exception() is bad.exception())
    c = loop.create_future()
    d = then(c, lambda v: v)
    c.cancel("gone")
    try:
        await d
    except asyncio.CancelledError as e:
        print("cancelled", c.cancelled(), d.cancelled(), e.args)
    for act in (lambda: c.result(), lambda: c.set_result(1), lambda: a.set_exception(KeyError), lambda: loop.create_future().result(),
                lambda: loop.create_future().set_exception(StopIteration), lambda: loop.create_future().exception()):
        try:
            print(act())
        except (asyncio.InvalidStateError, asyncio.CancelledError, TypeError, RuntimeError) as e:
            print(type(e).__name__, e)
    g = loop.create_future()
    waiter = asyncio.create_task(asyncio.wait_for(g, 0.001))
    try:
        await waiter
    except TimeoutError:
        print("timeout", g.cancelled())
    print(await asyncio.wrap_future(loop.run_in_executor(None, sum, [1, 2])) if False else await loop.run_in_executor(None, sum, [1, 2]))


asyncio.run(main())
