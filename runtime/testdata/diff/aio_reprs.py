"""What futures, tasks, handles and loops say of themselves, and what the log says of a failed callback."""

import asyncio
import functools
import re
import reprlib


def show(*values):
    for v in values:
        text = re.sub(r"when=\d+\.?\d*", "when=N", v if isinstance(v, str) else repr(v))
        print(re.sub(r"0x[0-9a-f]+", "0x...", text.replace(__file__, "FILE")))


def fails(*args, **kwargs):
    raise ValueError("x")


class Called:
    def method(self, *args):
        pass

    def __call__(self, *args):
        pass

    def __repr__(self):
        return "<called>"


async def works(result=None):
    return result


async def sleeps():
    await asyncio.sleep(5)


@functools.wraps(fails)
def wrapper():
    pass


async def main():
    loop = asyncio.get_running_loop()
    show(loop, type(loop).__name__, type(loop).__module__)
    callbacks = [
        fails, print, Called().method, Called(), wrapper, functools.partial(fails, 2), functools.partial(Called().method, 1, a=2),
        functools.partial(functools.partial(wrapper, 1), b=3), functools.partial(Called), lambda: None,
    ]
    for debug in False, True:
        loop.set_debug(debug)
        for fn in callbacks:
            h = loop.call_soon(fn, "secret", list(range(100)))
            show(re.sub(" created at .*>", ">", repr(h)))
            h.cancel()
            show(re.sub(" created at .*>", ">", repr(h)))
        h = loop.call_later(5, fails, 9)
        show(re.sub(" created at .*>", ">", repr(h)))
        h.cancel()
        show(re.sub(" created at .*>", ">", repr(h)))
    loop.set_debug(False)
    for fn in callbacks[:5] + callbacks[5:]:
        f = loop.create_future()
        f.add_done_callback(fn)
        show(f)
        f.add_done_callback(fails)
        f.add_done_callback(print)
        show(f)
    for result in "x" * 100, list(range(100)), {i: [i] for i in range(10)}, 10**50, "é" * 29, None, b"y" * 50, (1,), {3, 1, 2}, Called():
        f = loop.create_future()
        f.set_result(result)
        show(f)
    t = asyncio.create_task(works("z" * 100), name="n")
    show(t)
    await t
    show(t)
    t = asyncio.create_task(sleeps(), name="n")
    await asyncio.sleep(0)
    show(t)
    t.cancel()
    show(t)
    t.uncancel()
    show(t)
    try:
        await t
    except asyncio.CancelledError:
        show(t)
    t = asyncio.create_task(works(), name="n")
    t.cancel()
    show(t)
    t.uncancel()
    show(t)
    await t

    # The log of what fails, and handlers that fail.
    loop.call_soon(fails, "secret-token", 1)
    loop.call_soon(functools.partial(fails, 2), 3)
    f = loop.create_future()
    f.add_done_callback(fails)
    f.set_result(1)
    await asyncio.sleep(0.01)

    def handler(loop, context):
        show(str(sorted(context)), context["message"], context["handle"])
        1 / 0

    loop.set_exception_handler(handler)
    loop.call_soon(lambda: {}["k"])
    f = loop.create_future()
    f.add_done_callback(fails)
    f.set_result(1)
    await asyncio.sleep(0.01)

    # Contexts that nobody has made yet.
    loop.set_exception_handler(None)
    t = asyncio.current_task()
    print(t.get_context() is not None, t.get_context() is t.get_context())
    t2 = asyncio.create_task(works())
    print(type(t2.get_context()).__name__, len(t2.get_context()))
    await t2
    print(type(t2.get_context()).__name__, len(t2.get_context()))
    print(type(loop.call_soon(print, "called").get_context()).__name__)
    await asyncio.sleep(0)

    # Stacks: a suspended coroutine has its own frame only.
    async def outer():
        await sleeps()

    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    print([fr.f_code.co_name for fr in t.get_stack()], t.get_stack(limit=0))
    names = [fr.f_code.co_name for fr in asyncio.current_task().get_stack()]
    print(names[0], names[-1], [fr.f_code.co_name for fr in asyncio.current_task().get_stack(limit=1)])
    t.cancel()
    await asyncio.wait([t])
    print(t.get_stack())

    async def bad():
        fails()

    t = asyncio.create_task(bad())
    await asyncio.wait([t])
    print([fr.f_code.co_name for fr in t.get_stack()], [fr.f_code.co_name for fr in t.get_stack(limit=1)])
    try:
        t._log_traceback = True
    except ValueError as exc:
        print(exc)
    t._log_traceback = False


asyncio.run(main())

small = reprlib.Repr(maxlevel=2, maxlist=3, fillvalue="***", indent=2)
print(small.repr([1, [2, [3, [4]]], "x" * 50, 4, 5]))
small.indent = "->"
print(small.repr({1: 2, 3: [4]}), small.repr([]), small.repr((1,)))


class Same:
    @reprlib.recursive_repr()
    def __repr__(self):
        return f"<Same {self!r}>"


print(Same(), reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr("'" * 40), reprlib.repr(frozenset(range(9))))
