"""Running a program's main coroutine."""

import _signal
from _asyncio import CancelledError, _get_running_loop, all_tasks
from _thread import _get_main_thread_ident, get_ident
from contextvars import copy_context

from . import events
from .tasks import gather, iscoroutine


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._factory = loop_factory
        self._loop = None
        self._context = None
        self._closed = False

    def __enter__(self):
        self._init()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def _init(self):
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            self._loop = (self._factory or events.new_event_loop)()
            if self._factory is None:
                events.set_event_loop(self._loop)
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = copy_context()

    def get_loop(self):
        self._init()
        return self._loop

    def run(self, coro, *, context=None):
        if not iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if _get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._init()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        self._interrupts = 0
        handler = None
        if get_ident() == _get_main_thread_ident() and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
            handler = lambda signum, frame: self._on_sigint(task)
            _signal.signal(_signal.SIGINT, handler)
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupts > 0:
                uncancel = getattr(task, "uncancel", None)  # foreign tasks may lack it
                if uncancel is not None and uncancel() == 0:
                    raise KeyboardInterrupt()
            raise
        finally:
            if handler is not None and _signal.getsignal(_signal.SIGINT) is handler:
                _signal.signal(_signal.SIGINT, _signal.default_int_handler)

    def _on_sigint(self, main_task):
        # The first Ctrl-C lets the main task clean up.
        self._interrupts += 1
        if self._interrupts == 1 and not main_task.done():
            main_task.cancel()
            self._loop.call_soon_threadsafe(lambda: None)
            return
        raise KeyboardInterrupt()

    def close(self):
        if self._closed or self._loop is None:
            self._closed = True
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            if self._factory is None:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._closed = True


def run(main, *, debug=None, loop_factory=None):
    if _get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    to_cancel = all_tasks(loop)
    if not to_cancel:
        return
    for task in to_cancel:
        task.cancel()

    loop.run_until_complete(gather(*to_cancel, return_exceptions=True))
    for task in to_cancel:
        if task.cancelled():
            continue
        if task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })
