"""Warnings and their filters."""

import sys
from _frames import caller

_once = {}
_defaults = [
    ("default", DeprecationWarning, "__main__"),
    ("ignore", DeprecationWarning, None),
    ("ignore", PendingDeprecationWarning, None),
    ("ignore", ImportWarning, None),
    ("ignore", ResourceWarning, None),
]
filters = list(_defaults)


class WarningMessage:
    def __init__(self, message, category, filename, lineno, line=None):
        self.message, self.category, self.filename, self.lineno, self.line = message, category, filename, lineno, line

    def __str__(self):
        return f"{{message : {self.message!r}, category : {self.category.__name__!r}, filename : {self.filename!r}, lineno : {self.lineno}}}"


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return text + f"  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


_shown_by = showwarning


def _action(text, category, module):
    for action, cat, where in filters:
        if issubclass(category, cat) and (where is None or where == module):
            return action
    return "default"


def warn_explicit(message, category, filename, lineno, module=None, line=None):
    if isinstance(message, Warning):
        category, text = type(message), str(message)
    else:
        text, message = str(message), category(message)
    action = _action(text, category, module)
    if action == "ignore":
        return
    if action == "error":
        raise message
    key = {"once": (text, category), "module": (text, category, filename), "default": (text, category, filename, lineno)}.get(action)
    if key is not None:
        if key in _once:
            return
        _once[key] = True
    if _log is not None:
        _log.append(WarningMessage(message, category, filename, lineno, line))
    elif showwarning is not _shown_by:
        showwarning(message, category, filename, lineno)
    else:
        showwarning(message, category, filename, lineno, line=line)


_log = None


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    filename, lineno, line, namespace = caller(stacklevel)
    module = namespace.get("__name__") if namespace else "sys"
    warn_explicit(message, category, filename, lineno, module, line)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _insert((action, category, None), append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _insert((action, category, module or None), append)


def _insert(item, append):
    if item[0] not in ("error", "ignore", "always", "all", "default", "module", "once"):
        raise ValueError(f"invalid action: {item[0]!r}")
    _once.clear()
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)


def resetwarnings():
    filters.clear()


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._filter = record, None if action is None else (action, category, lineno, append)

    def __enter__(self):
        global _log
        self._saved = (list(filters), _log, dict(_once))
        if self._record:
            _log = []
        if self._filter is not None:
            simplefilter(*self._filter)
        return _log if self._record else None

    def __exit__(self, *exc):
        global _log
        filters[:], _log, once = self._saved
        _once.clear()
        _once.update(once)


def deprecated(message, *, category=DeprecationWarning, stacklevel=1):
    def decorate(func):
        import functools

        @functools.wraps(func)
        def wrapped(*args, **kwargs):
            if category is not None:
                warn(message, category, stacklevel + 1)
            return func(*args, **kwargs)

        wrapped.__deprecated__ = message
        return wrapped

    return decorate
