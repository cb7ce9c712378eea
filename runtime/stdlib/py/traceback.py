"""Tracebacks as text."""

import sys
from _frames import format_exception as _format


def _exception(exc, value):
    if value is None and isinstance(exc, BaseException):
        return exc
    return value


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    e = _exception(exc, value)
    return ["NoneType: None\n"] if e is None else _format(e).splitlines(True)


def format_exception_only(exc, /, value=None, *, show_group=False):
    e = _exception(exc, value)
    if e is None:
        return ["NoneType: None\n"]
    kind = type(e)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    text = str(e)
    lines = [f"{name}: {text}\n" if text else f"{name}\n"]
    for note in getattr(e, "__notes__", ()):
        lines += [line + "\n" for line in str(note).split("\n")]
    return lines


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    (file or sys.stderr).write("".join(format_exception(exc, value, tb)))


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception()))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), file=file)


class FrameSummary:
    def __init__(self, filename, lineno, name, line=None):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    found = [FrameSummary(f.f_code.co_filename, line, f.f_code.co_name) for f, line in walk_tb(tb)]
    return found if limit is None else found[:limit]


def format_list(summaries):
    return [f'  File "{s.filename}", line {s.lineno}, in {s.name}\n' + (f"    {s.line}\n" if s.line else "") for s in summaries]


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    (file or sys.stderr).write("".join(format_tb(tb, limit)))
