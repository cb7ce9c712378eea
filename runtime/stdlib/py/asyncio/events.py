"""Event loops."""

from _asyncio import EventLoop as _NativeLoop, _get_running_loop, get_running_loop
from sys import platform as _platform
from _thread import _get_main_thread_ident, _local, get_ident


class AbstractEventLoop:
    """What every event loop offers; a loop of one's own overrides what it needs."""


def _promise(kind, names):
    # Thirty methods that differ in their names.
    for name in names.split():
        if kind == "async":
            async def method(self, *args, **kwargs):
                raise NotImplementedError
        else:
            def method(self, *args, **kwargs):
                raise NotImplementedError
        method.__name__, method.__qualname__ = name, f"AbstractEventLoop.{name}"
        setattr(AbstractEventLoop, name, method)


_promise(
    "plain",
    "run_forever run_until_complete stop is_running is_closed close call_soon call_later call_at time create_future create_task"
    " call_soon_threadsafe run_in_executor set_default_executor add_reader remove_reader add_writer remove_writer"
    " add_signal_handler remove_signal_handler set_task_factory get_task_factory get_exception_handler set_exception_handler"
    " default_exception_handler call_exception_handler get_debug set_debug",
)
_promise(
    "async",
    "shutdown_asyncgens shutdown_default_executor getaddrinfo getnameinfo create_connection create_server start_tls"
    " create_unix_connection create_unix_server connect_accepted_socket create_datagram_endpoint connect_read_pipe"
    " connect_write_pipe subprocess_shell subprocess_exec sendfile sock_recv sock_recv_into sock_recvfrom sock_recvfrom_into"
    " sock_sendall sock_sendto sock_connect sock_accept sock_sendfile",
)
del _promise


class AbstractServer:
    """What create_server() returns."""

    def close(self):
        raise NotImplementedError

    def get_loop(self):
        raise NotImplementedError

    def is_serving(self):
        raise NotImplementedError

    async def start_serving(self):
        raise NotImplementedError

    async def serve_forever(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


_loaded = set()


def _lazy(module, *names):
    """Methods that are imported from a module's class _Methods when one of them is first called."""

    def load():
        # Those for sockets and processes build on those of base_events.
        for source in (module,) if module == "threads" else ("base_events", module):
            if source in _loaded:
                continue
            _loaded.add(source)
            methods = __import__("asyncio." + source, None, None, ("_Methods",))._Methods
            for key, value in vars(methods).items():
                if not key.startswith("__"):
                    setattr(EventLoop, key, value)

    def make(name):
        def stub(self, *args, **kwargs):
            load()
            return getattr(EventLoop, name)(self, *args, **kwargs)

        stub.__name__ = name
        return stub

    return {name: make(name) for name in names}


class EventLoop(_NativeLoop, AbstractEventLoop):
    locals().update(_lazy(
        "base_events", "getaddrinfo", "getnameinfo", "_ensure_resolved", "create_connection", "connect_accepted_socket",
        "create_server", "create_datagram_endpoint", "sendfile", "start_tls", "_stop_serving", "_connect_sock", "_connect_transport"))
    locals().update(_lazy(
        "selector_events", "sock_recv", "sock_recv_into", "sock_recvfrom", "sock_recvfrom_into", "sock_sendto", "sock_sendall",
        "sock_accept", "sock_connect", "sock_sendfile", "_make_socket_transport"))
    locals().update(_lazy(
        "unix_events", "create_unix_connection", "create_unix_server", "connect_read_pipe", "connect_write_pipe", "subprocess_exec",
        "subprocess_shell", "add_signal_handler", "remove_signal_handler"))
    locals().update(_lazy("threads", "run_in_executor", "set_default_executor"))
    slow_callback_duration = 0.1  # seconds; in debug mode, longer steps are reported
    _default_executor = None
    _executor_shutdown_called = False

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
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            from .threads import shut_down_executor

            await shut_down_executor(self, timeout)

    def __del__(self):
        if not self.is_closed():
            from warnings import warn

            warn(f"unclosed event loop {self!r}", ResourceWarning, source=self)
            if not self.is_running():
                self.close()


# The name that its text shows is that of the platform's loop.
EventLoop.__name__ = EventLoop.__qualname__ = "_WindowsSelectorEventLoop" if _platform == "win32" else "_UnixSelectorEventLoop"
EventLoop.__module__ = "asyncio.windows_events" if _platform == "win32" else "asyncio.unix_events"
SelectorEventLoop = EventLoop


_policy = None  # one that a program has set; see policies.py


def new_event_loop():
    return EventLoop() if _policy is None else _policy.new_event_loop()


class _Current(_local):
    loop = None


_current = _Current()


def get_event_loop():
    loop = _get_running_loop()
    if loop is not None:
        return loop
    return _current_event_loop() if _policy is None else _policy.get_event_loop()


def _current_event_loop():
    loop = _current.loop
    if loop is None:
        name = "MainThread"
        if get_ident() != _get_main_thread_ident():
            from threading import current_thread

            name = current_thread().name
        raise RuntimeError(f"There is no current event loop in thread {name!r}.")
    return loop


def set_event_loop(loop):
    if _policy is None:
        _current.loop = loop
    else:
        _policy.set_event_loop(loop)
