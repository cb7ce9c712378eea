"""Futures, and what executors have in common."""

import threading
import time
import types
from collections import deque, namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_shown = {PENDING: "pending", RUNNING: "running", CANCELLED: "cancelled", CANCELLED_AND_NOTIFIED: "cancelled", FINISHED: "finished"}
_OVER = (CANCELLED_AND_NOTIFIED, FINISHED)
_DONE = (CANCELLED, *_OVER)

TimeoutError = TimeoutError


class Error(Exception):
    """Base of the exceptions of futures."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The operation does not go with the future's state."""


class BrokenExecutor(RuntimeError):
    """The executor can run nothing more."""


def _log():
    import logging

    return logging.getLogger("concurrent.futures")


class _Waiter:
    """Somebody who waits for some of several futures.

    Futures tell it when they are over; enough(future) says whether it need wait
    no longer.
    """

    def __init__(self, pending, enough):
        self.event = threading.Event()
        self.lock = threading.Lock()
        self.finished = []
        self.pending = pending
        self.enough = enough

    def add(self, future):
        with self.lock:
            self.finished.append(future)
            self.pending -= 1
            if self.pending == 0 or self.enough(future):
                self.event.set()

    def take(self):
        with self.lock:
            finished = self.finished
            self.finished = []
            self.event.clear()
        return finished


class _AllLocked:
    """Holds the conditions of several futures, in an order that all agree on."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *args):
        for future in self.futures:
            future._condition.release()


def _failed(future):
    return future._state == FINISHED and future._exception is not None


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    with _AllLocked(fs):
        done = {f for f in fs if f._state in _OVER}
        pending = fs - done
        satisfied = (
            not pending
            or return_when == FIRST_COMPLETED and done
            or return_when == FIRST_EXCEPTION and any(_failed(f) for f in done)
        )
        if satisfied:
            return DoneAndNotDoneFutures(done, pending)
        if return_when == FIRST_COMPLETED:
            enough = lambda future: True
        elif return_when == FIRST_EXCEPTION:
            enough = _failed
        elif return_when == ALL_COMPLETED:
            enough = lambda future: False
        else:
            raise ValueError(f"Invalid return condition: {return_when!r}")
        waiter = _Waiter(len(pending), enough)
        for f in pending:
            f._waiters.append(waiter)
    waiter.event.wait(timeout)
    for f in pending:
        with f._condition:
            f._waiters.remove(waiter)
    done.update(waiter.finished)
    return DoneAndNotDoneFutures(done, fs - done)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def as_completed(fs, timeout=None):
    deadline = None if timeout is None else timeout + time.monotonic()
    pending = set(fs)
    total = len(pending)
    with _AllLocked(pending):
        ready = [f for f in pending if f._state in _OVER]
        pending.difference_update(ready)
        waiter = _Waiter(len(pending), lambda future: True)
        for f in pending:
            f._waiters.append(waiter)
    try:
        while True:
            while ready:
                # The caller's is to be the only reference.
                yield ready.pop()
            if not pending:
                return
            left = None
            if deadline is not None:
                left = deadline - time.monotonic()
                if left < 0:
                    raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
            waiter.event.wait(left)
            ready = waiter.take()[::-1]
            for f in ready:
                with f._condition:
                    f._waiters.remove(waiter)
                pending.remove(f)
    finally:
        for f in pending:
            with f._condition:
                f._waiters.remove(waiter)


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            text = f"<{self.__class__.__name__} at {id(self):#x} state={_shown[self._state]}"
            if self._state == FINISHED:
                if self._exception:
                    text += f" raised {self._exception.__class__.__name__}"
                else:
                    text += f" returned {self._result.__class__.__name__}"
            return text + ">"

    def _call(self, fn):
        try:
            fn(self)
        except Exception:
            _log().exception("exception calling callback for %r", self)

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def cancel(self):
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in _DONE:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (CANCELLED, CANCELLED_AND_NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == RUNNING

    def done(self):
        with self._condition:
            return self._state in _DONE

    def add_done_callback(self, fn):
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._call(fn)

    def _wait(self, timeout):
        """Wait for the end, with the condition held."""
        if self._state not in _DONE:
            self._condition.wait(timeout)
        if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        try:
            with self._condition:
                self._wait(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            # The traceback of an exception refers to this frame.
            self = None

    def exception(self, timeout=None):
        with self._condition:
            self._wait(timeout)
            return self._exception

    # For executors.

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            _log().critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)

    def _get_snapshot(self):
        """(done, cancelled, result, exception), all of one moment."""
        with self._condition:
            if self._state in (CANCELLED, CANCELLED_AND_NOTIFIED):
                return True, True, None, None
            if self._state == FINISHED:
                return True, False, self._result, self._exception
            return False, False, None, None

    __class_getitem__ = classmethod(types.GenericAlias)


def _result_or_cancel(future, timeout=None):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError("buffersize must be an integer or None")
        if buffersize is not None and buffersize < 1:
            raise ValueError("buffersize must be None or > 0")
        deadline = None if timeout is None else timeout + time.monotonic()
        args = zip(*iterables)
        if buffersize is None:
            futures = deque(self.submit(fn, *a) for a in args)
        else:
            from itertools import islice

            futures = deque(self.submit(fn, *a) for a in islice(args, buffersize))
        return self._results(fn, args if buffersize is not None else None, futures, deadline)

    def _results(self, fn, args, futures, deadline):
        """Yield results in order; args, if not None, are calls still to be submitted."""
        try:
            while futures:
                if args is not None:
                    for more in args:
                        futures.append(self.submit(fn, *more))
                        break
                if deadline is None:
                    yield _result_or_cancel(futures.popleft())
                else:
                    yield _result_or_cancel(futures.popleft(), deadline - time.monotonic())
        finally:
            for future in futures:
                future.cancel()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False
