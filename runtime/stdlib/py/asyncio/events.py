"""Event loops."""

from _asyncio import EventLoop as _NativeLoop, _get_running_loop, get_running_loop

_current = None


class AbstractEventLoop:
    pass


class EventLoop(_NativeLoop):
    def run_until_complete(self, future):
        self._check_closed()
        from .tasks import ensure_future, isfuture

        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        new_task = not isfuture(future)
        future = ensure_future(future, loop=self)

        def done(fut):
            if not fut.cancelled() and isinstance(fut.exception(), (SystemExit, KeyboardInterrupt)):
                fut._log_traceback = True
                return
            self.stop()

        future.add_done_callback(done)
        try:
            self.run_forever()
        except BaseException:
            if new_task and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(done)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    async def shutdown_asyncgens(self):
        from .tasks import gather

        closing = self._live_asyncgens()
        if not closing:
            return
        results = await gather(*[agen.aclose() for agen in closing], return_exceptions=True)
        for result, agen in zip(results, closing):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {agen!r}",
                    "exception": result,
                    "asyncgen": agen,
                })

    async def shutdown_default_executor(self, timeout=None):
        return None

    def __del__(self):
        if not self.is_closed():
            self.close()


SelectorEventLoop = EventLoop


def new_event_loop():
    return EventLoop()


def get_event_loop():
    loop = _get_running_loop()
    if loop is not None:
        return loop
    if _current is None:
        raise RuntimeError("There is no current event loop in thread 'MainThread'.")
    return _current


def set_event_loop(loop):
    global _current
    _current = loop
