"""The event loop and other threads."""

import concurrent.futures

from _asyncio import CancelledError, get_running_loop

from .futures import wrap_future

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    import contextvars
    import functools

    loop = get_running_loop()
    call = functools.partial(contextvars.copy_context().run, func, *args, **kwargs)
    return await loop.run_in_executor(None, call)


class _Methods:
    """Methods that EventLoop gets when one of them is first called."""

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if self.get_debug():
            _check_callback(func, "run_in_executor")
        if executor is None:
            if self._executor_shutdown_called:
                raise RuntimeError("Executor shutdown has been called")
            executor = self._default_executor
            if executor is None:
                executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix="asyncio")
                self._default_executor = executor
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._default_executor = executor


def _check_callback(callback, method):
    from .tasks import iscoroutine, iscoroutinefunction

    if iscoroutine(callback) or iscoroutinefunction(callback):
        raise TypeError(f"coroutines cannot be used with {method}()")
    if not callable(callback):
        raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")


async def shut_down_executor(loop, timeout):
    import threading
    import warnings

    from .timeouts import timeout as _timeout

    executor = loop._default_executor
    future = loop.create_future()

    def shut_down():
        try:
            executor.shutdown(wait=True)
            if not loop.is_closed():
                loop.call_soon_threadsafe(lambda: future.done() or future.set_result(None))
        except Exception as exc:
            if not loop.is_closed() and not future.cancelled():
                loop.call_soon_threadsafe(future.set_exception, exc)

    thread = threading.Thread(target=shut_down)
    thread.start()
    try:
        async with _timeout(timeout):
            await future
    except TimeoutError:
        warnings.warn(f"The executor did not finishing joining its threads within {timeout} seconds.", RuntimeWarning, stacklevel=2)
        executor.shutdown(wait=False)
    else:
        thread.join()
