"""Futures of asyncio, and those of module concurrent.futures."""

from _asyncio import CancelledError, Future, InvalidStateError

from . import events
from .tasks import ensure_future, iscoroutine, isfuture

__all__ = ("Future", "wrap_future", "isfuture")

_PyFuture = _CFuture = Future  # there is one implementation

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


def _get_loop(future):
    return future.get_loop() if hasattr(future, "get_loop") else future._loop


def _convert_exception(exc):
    """An exception of concurrent.futures as asyncio has it."""
    import concurrent.futures as cf

    if type(exc) is cf.CancelledError:
        return CancelledError(*exc.args).with_traceback(exc.__traceback__)
    if type(exc) is cf.InvalidStateError:
        return InvalidStateError(*exc.args).with_traceback(exc.__traceback__)
    return exc


def _copy(source, target):
    """Give target, which is pending, the outcome of source."""
    if source.cancelled():
        target.cancel()
        return
    exc = source.exception()
    if exc is not None:
        target.set_exception(_convert_exception(exc))
    else:
        target.set_result(source.result())


def _chain_future(source, target):
    """Make target follow source, and source end when target is cancelled."""
    import concurrent.futures as cf

    for future, role in (source, "source"), (target, "destination"):
        if not isfuture(future) and not isinstance(future, cf.Future):
            raise TypeError(f"A future is required for {role} argument")
    source_loop = _get_loop(source) if isfuture(source) else None
    target_loop = _get_loop(target) if isfuture(target) else None

    def finish(source):
        if isfuture(target):
            if not target.cancelled():
                _copy(source, target)
            return
        if source.cancelled():
            target.cancel()
        if not target.set_running_or_notify_cancel():
            return
        exc = source.exception()
        if exc is not None:
            target.set_exception(_to_concurrent(exc))
        else:
            target.set_result(source.result())

    def on_target(target):
        if target.cancelled():
            if source_loop is None or source_loop is target_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def on_source(source):
        if target.cancelled() and target_loop is not None and target_loop.is_closed():
            return
        if target_loop is None or target_loop is source_loop:
            finish(source)
        else:
            if target_loop.is_closed():
                return
            target_loop.call_soon_threadsafe(finish, source)

    target.add_done_callback(on_target)
    source.add_done_callback(on_source)


def _to_concurrent(exc):
    """An exception of asyncio as concurrent.futures has it."""
    import concurrent.futures as cf

    if type(exc) is CancelledError:
        return cf.CancelledError(*exc.args).with_traceback(exc.__traceback__)
    if type(exc) is InvalidStateError:
        return cf.InvalidStateError(*exc.args).with_traceback(exc.__traceback__)
    return exc


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    import concurrent.futures as cf

    assert isinstance(future, cf.Future), f"concurrent.futures.Future is expected, got {future!r}"
    if loop is None:
        loop = events.get_event_loop()
    new = loop.create_future()
    _chain_future(future, new)
    return new


def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    import concurrent.futures as cf

    future = cf.Future()

    def start():
        try:
            _chain_future(ensure_future(coro, loop=loop), future)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if future.set_running_or_notify_cancel():
                future.set_exception(exc)
            raise

    loop.call_soon_threadsafe(start)
    return future
