"""An executor of threads."""

import os
import threading
import types
import weakref
from queue import Empty, SimpleQueue

from . import _base

_workers = weakref.WeakKeyDictionary()  # threads to their queues
_exiting = False
# Taken to submit and to begin the exit, so that no call is submitted in between.
_lock = threading.Lock()


def _python_exit():
    global _exiting
    with _lock:
        _exiting = True
    items = list(_workers.items())
    for _, queue in items:
        queue.put(None)
    for thread, _ in items:
        thread.join()


threading._register_atexit(_python_exit)


class _Call:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as exc:
            self.future.set_exception(exc)
            self = None  # the traceback refers to this frame
        else:
            self.future.set_result(result)

    __class_getitem__ = classmethod(types.GenericAlias)


def _work(executor_ref, calls, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            _base._log().critical("Exception in initializer:", exc_info=True)
            executor = executor_ref()
            if executor is not None:
                executor._initializer_failed()
            return
    try:
        while True:
            try:
                call = calls.get_nowait()
            except Empty:
                # Only now is this thread idle.
                executor = executor_ref()
                if executor is not None:
                    executor._idle.release()
                del executor
                call = calls.get()
            if call is not None:
                call.run()
                del call  # before waiting for the next
                continue
            executor = executor_ref()
            if _exiting or executor is None or executor._shutdown:
                if executor is not None:
                    executor._shutdown = True
                calls.put(None)  # for the next thread
                return
            del executor
    except BaseException:
        _base._log().critical("Exception in worker", exc_info=True)


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a thread has failed."""


class ThreadPoolExecutor(_base.Executor):
    BROKEN = BrokenThreadPool
    _count = 0

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._work_queue = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._shutdown_lock = threading.Lock()
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{ThreadPoolExecutor._count}"
            ThreadPoolExecutor._count += 1
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _lock:
            if self._broken:
                raise self.BROKEN(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _exiting:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_Call(future, fn, args, kwargs))
            self._adjust_thread_count()
            return future

    def _adjust_thread_count(self):
        if self._idle.acquire(timeout=0):
            return
        n = len(self._threads)
        if n >= self._max_workers:
            return
        queue = self._work_queue
        thread = threading.Thread(
            name=f"{self._thread_name_prefix or self}_{n}", target=_work,
            # When the executor is let go of, its threads are to end.
            args=(weakref.ref(self, lambda _: queue.put(None)), queue, self._initializer, self._initargs))
        thread.start()
        self._threads.add(thread)
        _workers[thread] = queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            self._drain(lambda future: future.set_exception(self.BROKEN(self._broken)))

    def _drain(self, end):
        while True:
            try:
                call = self._work_queue.get_nowait()
            except Empty:
                return
            if call is not None:
                end(call.future)

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                self._drain(lambda future: future.cancel())
            # Wakes one thread, which wakes the next.
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
