"""The asyncio package: coroutines, tasks and synchronization on one event loop."""

from _asyncio import (
    CancelledError, EventLoop as _NativeLoop, Future, Handle, InvalidStateError, Task, TimerHandle, all_tasks, current_task,
    get_running_loop, _get_running_loop,
)

from .exceptions import BrokenBarrierError, IncompleteReadError, LimitOverrunError, QueueEmpty, QueueFull, QueueShutDown, TimeoutError
from .events import AbstractEventLoop, EventLoop, SelectorEventLoop, get_event_loop, new_event_loop, set_event_loop
from .locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from .queues import LifoQueue, PriorityQueue, Queue
from .runners import Runner, run
from .taskgroups import TaskGroup
from .tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, as_completed, create_eager_task_factory, create_task, eager_task_factory,
    ensure_future, gather, iscoroutine,
    iscoroutinefunction, isfuture, shield, sleep, wait, wait_for,
)
from .timeouts import Timeout, timeout, timeout_at

# What is imported when it is first asked for, by module.
_later = {name: module for module, names in {
    "base_events": "BaseEventLoop Server",
    "exceptions": "SendfileNotAvailableError",
    "events": "AbstractServer",
    "futures": "run_coroutine_threadsafe wrap_future",
    "graph": "FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph future_add_to_awaited_by future_discard_from_awaited_by print_call_graph",
    "policies": "AbstractEventLoopPolicy DefaultEventLoopPolicy get_event_loop_policy set_event_loop_policy",
    "protocols": "BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol",
    "streams": "StreamReader StreamReaderProtocol StreamWriter open_connection open_unix_connection start_server start_unix_server",
    "subprocess": "create_subprocess_exec create_subprocess_shell",
    "threads": "to_thread",
    "transports": "BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport WriteTransport",
}.items() for name in names.split()}
_modules = {"base_events", "base_tasks", "constants", "coroutines", "graph", "log", "mixins", "policies", "base_subprocess", "futures", "protocols", "selector_events", "streams", "subprocess", "threads", "transports", "trsock", "unix_events"}


def __getattr__(name):
    if name in _later:
        value = globals()[name] = getattr(__import__("asyncio." + _later[name], None, None, (name,)), name)
        return value
    if name in _modules:
        return __import__("asyncio." + name, None, None, ("__name__",))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_later, *_modules})


__all__ = [name for name in globals() if not name.startswith("_")] + list(_later)
