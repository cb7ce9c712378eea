"""The stack of a task, as a list of frames and as text."""

import linecache
import traceback


def _task_get_stack(task, limit):
    """The frame of a suspended task; of a running one also its callers', the oldest first; those of its error when it has failed."""
    coro = task.get_coro()
    frame = None
    for name in "cr_frame", "gi_frame", "ag_frame":
        if hasattr(coro, name):
            frame = getattr(coro, name)
            break
    frames = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        tb = task._exception.__traceback__
        while tb is not None and (limit is None or len(frames) < limit):
            frames.append(tb.tb_frame)
            tb = tb.tb_next
    return frames


def _task_print_stack(task, limit, file):
    """Print what traceback would, for the frames of get_stack()."""
    rows, checked = [], set()
    for frame in task.get_stack(limit=limit):
        code, line = frame.f_code, frame.f_lineno
        if code.co_filename not in checked:
            checked.add(code.co_filename)
            linecache.checkcache(code.co_filename)
        rows.append((code.co_filename, line, code.co_name, linecache.getline(code.co_filename, line, frame.f_globals)))
    error = task._exception
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
