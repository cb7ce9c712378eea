"""Who awaits whom: the call graph of tasks and futures, through async generators as well."""

import sys
import types
from dataclasses import dataclass

from _asyncio import Future, _await_chain, _awaited_by, _get_running_loop, current_task

__all__ = ["FrameCallGraphEntry", "FutureCallGraph", "capture_call_graph", "format_call_graph", "print_call_graph"]


@dataclass(frozen=True, slots=True)
class FrameCallGraphEntry:
    frame: types.FrameType


@dataclass(frozen=True, slots=True)
class FutureCallGraph:
    future: Future
    call_stack: tuple[FrameCallGraphEntry, ...]
    awaited_by: tuple["FutureCallGraph", ...]


def future_add_to_awaited_by(fut, waiter, /):
    """The runtime knows who waits for a future by its callbacks: there is nothing to record."""


def future_discard_from_awaited_by(fut, waiter, /):
    """See future_add_to_awaited_by."""


def _limited(stack, limit):
    if limit is None:
        return tuple(stack)
    return tuple(stack[:limit] if limit >= 0 else stack[limit:])


def _graph(future, limit, seen=()):
    stack = []
    if (get_coro := getattr(future, "get_coro", None)) is not None and (coro := get_coro()) is not None:
        stack = [FrameCallGraphEntry(frame) for frame in _await_chain(coro)]
    return FutureCallGraph(future, _limited(stack, limit), _parents(future, limit, seen))


def _parents(future, limit, seen):
    seen = (*seen, future)
    return tuple(_graph(waiter, limit, seen) for waiter in _awaited_by(future) if waiter not in seen)


def capture_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph of a future, or of the running task: its frames, and the tasks that await it."""
    loop = _get_running_loop()
    if future is not None:
        if not isinstance(future, Future):
            raise TypeError(f"{future!r} object does not appear to be compatible with asyncio.Future")
        if loop is None or future is not current_task():
            return _graph(future, limit)
        depth += 1
    else:
        if loop is None:
            raise RuntimeError("capture_call_graph() is called outside of a running event loop and no *future* to introspect was provided")
        future = current_task()
    if future is None:
        return None
    stack = []
    frame = sys._getframe(depth) if limit != 0 else None
    while frame is not None:
        is_async = frame.f_generator is not None
        stack.append(FrameCallGraphEntry(frame))
        if is_async and (frame.f_back is None or frame.f_back.f_generator is None):
            break
        frame = frame.f_back
    return FutureCallGraph(future, _limited(stack, limit), _parents(future, limit, ()))


def format_call_graph(future=None, /, *, depth=1, limit=None):
    """The graph as text, one line a frame, the innermost first."""
    graph = capture_call_graph(future, depth=depth + 1, limit=limit)
    if graph is None:
        return ""
    lines = []
    _render(lines, graph, 0)
    return "\n".join(lines)


def _render(lines, graph, level):
    def add(text):
        lines.append(" " * (4 * level) + text)

    future = graph.future
    name = f"name={future.get_name()!r}, " if hasattr(future, "get_name") else ""
    add(f"* {type(future).__name__}({name}id={id(future):#x})")
    if graph.call_stack:
        add("  + Call stack:")
        for entry in graph.call_stack:
            add("  |   " + _describe(entry.frame))
    if graph.awaited_by:
        add("  + Awaited by:")
        for parent in graph.awaited_by:
            _render(lines, parent, level + 1)


def _describe(frame):
    code, running = frame.f_code, frame.f_generator
    where = f"File {code.co_filename!r}, line {frame.f_lineno}, in "
    match running:
        case None:
            return f"{where}{code.co_qualname}()"
        case types.CoroutineType():
            return f"{where}async {running.cr_code.co_name}()"
        case types.AsyncGeneratorType():
            return f"{where}async generator {running.ag_code.co_name}()"
    return f"{where}generator {running.gi_code.co_name}()"


def print_call_graph(future=None, /, *, file=None, depth=1, limit=None):
    print(format_call_graph(future, depth=depth + 1, limit=limit), file=file)
