"""The stack of a task, as a list of frames and as text."""

import linecache
import traceback

from _asyncio import _await_chain


def _task_get_stack(task, limit):
    """The frames of a suspended task, the oldest first; those of its error when it has failed."""
    if task.done():
        error = None if task.cancelled() else task.exception()
        frames, tb = [], error.__traceback__ if error is not None else None
        while tb is not None:
            frames.append(tb.tb_frame)
            tb = tb.tb_next
        return frames if limit is None else frames[:limit]
    frames = _await_chain(task.get_coro())[::-1]
    return frames if limit is None else frames[-limit:] if limit else []


def _task_print_stack(task, limit, file):
    """Print what traceback would, for the frames of get_stack()."""
    rows, checked = [], set()
    for frame in task.get_stack(limit=limit):
        code, line = frame.f_code, frame.f_lineno
        if code.co_filename not in checked:
            checked.add(code.co_filename)
            linecache.checkcache(code.co_filename)
        rows.append((code.co_filename, line, code.co_name, linecache.getline(code.co_filename, line, frame.f_globals)))
    error = task.exception() if task.done() and not task.cancelled() else None
    if not rows:
        print(f"No stack for {task!r}", file=file)
    elif error is not None:
        print(f"Traceback for {task!r} (most recent call last):", file=file)
    else:
        print(f"Stack for {task!r} (most recent call last):", file=file)
    traceback.print_list(rows, file=file)
    if error is not None:
        for line in traceback.format_exception_only(error):
            print(line, file=file, end="")
