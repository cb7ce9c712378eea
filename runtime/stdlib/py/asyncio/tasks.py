"""Tasks, and waiting for several awaitables."""

from _asyncio import (
    CancelledError, Future, Task, _gather, _is_coroutine, _sleep0, current_task, get_running_loop,
)

from ._accelerate import _accelerated

_PyTask = _CTask = Task  # there is one implementation
FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def isfuture(obj):
    return isinstance(obj, Future) or (
        hasattr(type(obj), "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None)


def iscoroutine(obj):
    if _is_coroutine(obj):
        return True
    from collections.abc import Coroutine

    return isinstance(obj, Coroutine)


def iscoroutinefunction(func):
    while hasattr(func, "__func__"):
        func = func.__func__
    code = getattr(func, "__code__", None)
    return code is not None and bool(code.co_flags & 0x80)


def create_task(coro, *, name=None, context=None, eager_start=None):
    return get_running_loop().create_task(coro, **_given(name, context, eager_start))


def _given(name, context, eager_start):
    """The keywords that a caller gave: loops of others may not know them all."""
    kwargs = {"name": name} if name is not None else {}
    if context is not None:
        kwargs["context"] = context
    if eager_start is not None:
        kwargs["eager_start"] = eager_start
    return kwargs


def create_eager_task_factory(custom_task_constructor):
    """A task factory that runs the first step of each task at once."""

    def factory(loop, coro, *, eager_start=True, **kwargs):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)

    return factory


eager_task_factory = create_eager_task_factory(Task)


async def _wrap(awaitable):
    return await awaitable


def ensure_future(obj, *, loop=None):
    if isfuture(obj):
        if loop is not None and loop is not obj.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return obj
    if not iscoroutine(obj):
        if not hasattr(type(obj), "__await__"):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        obj = _wrap(obj)
    if loop is None:
        loop = get_running_loop()
    return loop.create_task(obj)


def _set_unless_done(future, value):
    if not future.done():
        future.set_result(value)


@_accelerated("sleep")
async def sleep(delay, result=None):
    if delay <= 0:
        await _sleep0()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        handle.cancel()


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        from .events import get_event_loop

        outer = get_event_loop().create_future()
        outer.set_result([])
        return outer
    return _gather(coros_or_futures, return_exceptions, ensure_future)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    return await _wait(fs, timeout, return_when, get_running_loop())


async def _wait(fs, timeout, return_when, loop):
    waiter = loop.create_future()
    handle = None
    if timeout is not None:
        handle = loop.call_later(timeout, _set_unless_done, waiter, None)
    left = len(fs)

    def on_done(f):
        nonlocal left
        left -= 1
        if (left <= 0 or return_when == FIRST_COMPLETED
                or return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None):
            if handle is not None:
                handle.cancel()
            _set_unless_done(waiter, None)

    # Those that are done, too, call back in the next pass of the loop.
    for f in fs:
        f.add_done_callback(on_done)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for f in fs:
            f.remove_done_callback(on_done)
    done, pending = set(), set()
    for f in fs:
        (done if f.done() else pending).add(f)
    return done, pending


async def _cancel_and_wait(fut):
    waiter = get_running_loop().create_future()

    def on_done(fut):
        _set_unless_done(waiter, None)

    fut.add_done_callback(on_done)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(on_done)


async def wait_for(fut, timeout):
    from .timeouts import timeout as _timeout

    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as exc:
            raise TimeoutError from exc
    async with _timeout(timeout):
        return await fut


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        if inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner.result())

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


class _AsCompleted:
    def __init__(self, aws, timeout):
        from .queues import Queue

        self._done = Queue()
        self._loop = get_running_loop()
        self._todo = {ensure_future(aw) for aw in set(aws)}
        self._left = len(self._todo)
        self._handle = None
        for f in self._todo:
            f.add_done_callback(self._on_done)
        if self._todo and timeout is not None:
            self._handle = self._loop.call_later(timeout, self._on_timeout)

    def _on_done(self, f):
        if f not in self._todo:
            return
        self._todo.remove(f)
        self._done.put_nowait(f)
        if not self._todo and self._handle is not None:
            self._handle.cancel()

    def _on_timeout(self):
        for f in self._todo:
            f.remove_done_callback(self._on_done)
            self._done.put_nowait(None)
        self._todo.clear()

    def __aiter__(self):
        return self

    def __iter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._wait_one()

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._wait_one(resolve=True)

    async def _wait_one(self, resolve=False):
        f = await self._done.get()
        if f is None:
            raise TimeoutError
        return f.result() if resolve else f


def as_completed(fs, *, timeout=None):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expects an iterable of awaitables, not {type(fs).__name__}")
    return _AsCompleted(fs, timeout)
