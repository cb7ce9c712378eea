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
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, as_completed, create_task, ensure_future, gather, iscoroutine,
    iscoroutinefunction, isfuture, shield, sleep, wait, wait_for,
)
from .timeouts import Timeout, timeout, timeout_at

__all__ = [name for name in dir() if not name.startswith("_")]
