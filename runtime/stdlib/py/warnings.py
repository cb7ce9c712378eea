"""Warnings and their filters."""

import sys

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings", "deprecated",
]  # fmt: skip

_actions = ("default", "error", "ignore", "always", "all", "module", "once")
defaultaction = _defaultaction = "default"
onceregistry = _onceregistry = {}
_version = 1

# (action, pattern of the message, category, pattern of the module, line); the first that fits wins.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
if sys.flags.dev_mode:
    filters.insert(0, ("default", None, Warning, None, 0))


def _filters_mutated():
    global _version
    _version += 1


_filters_mutated_lock_held = _filters_mutated


class WarningMessage:
    """A warning on its way to showwarning()."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"

    def __repr__(self):
        return f"<{type(self).__qualname__} {self}>"


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file; programs may replace this function."""
    _show_text(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    return _format_text(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig, _formatwarning_orig = showwarning, formatwarning


def _show_text(msg):
    file = msg.file
    if file is None:
        file = sys.stderr
        if file is None:
            return
    try:
        file.write(_formatwarnmsg(msg))
    except OSError:
        pass


def _format_text(msg):
    text = f"{msg.filename}:{msg.lineno}: {msg.category.__name__}: {msg.message}\n"
    line = msg.line
    if line is None and not sys.is_finalizing():
        try:
            import linecache

            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None  # at the end of the interpreter
    if line:
        text += f"  {line.strip()}\n"
    if msg.source is not None:
        text += f"{msg.category.__name__}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _showwarnmsg(msg):
    show = showwarning
    if show is not _showwarning_orig:
        if not callable(show):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    _showwarnmsg_impl(msg)


def _formatwarnmsg(msg):
    if formatwarning is not _formatwarning_orig:
        return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _format_text(msg)


_showwarnmsg_impl = _show_text


def _matches(pattern, text):
    if pattern is None:
        return True
    return pattern == text if isinstance(pattern, str) else pattern.match(text) is not None


_missing = object()


def _index(value):
    try:
        return type(value).__index__(value)
    except AttributeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer") from None


def warn_explicit(message=_missing, category=_missing, filename=_missing, lineno=_missing, module=None, registry=None, module_globals=None, source=None):
    """Warn about a given line of a file."""
    for i, (name, value) in enumerate((("message", message), ("category", category), ("filename", filename), ("lineno", lineno)), 1):
        if value is _missing:
            raise TypeError(f"warn_explicit() missing required argument '{name}' (pos {i})")
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for action, pattern, cat, where, line in filters:
        if _matches(pattern, text) and issubclass(category, cat) and _matches(where, module) and line in (0, lineno):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if module_globals is not None:
        import linecache

        linecache.getlines(filename, module_globals)
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        once = (text, category)
        if onceregistry.get(once):
            return
        onceregistry[once] = 1
    elif action == "module":
        registry[key] = 1
        everywhere = (text, category, 0)
        if registry.get(everywhere):
            return
        registry[everywhere] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {(action, pattern, cat, where, line)}")
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


_machine_registry = {}


def _from_machine(message, category, filename, lineno, module, source):
    """A warning of the interpreter itself."""
    try:
        frame = sys._getframe(1)
    except (ValueError, AttributeError):  # nothing runs any more
        frame = None
    registry = _machine_registry if frame is None else frame.f_globals.setdefault("__warningregistry__", {})
    if frame is not None:
        module = frame.f_globals.get("__name__", module)
    else:
        source = None
    warn_explicit(message, category, filename, lineno, module, registry, source=source)


def _is_internal_filename(filename):
    return "importlib" in filename and "_bootstrap" in filename


def _next_frame(frame, skip):
    while frame is not None:
        frame = frame.f_back
        if frame is None or not (skip and frame.f_code.co_filename.startswith(skip) or _is_internal_filename(frame.f_code.co_filename)):
            return frame


def warn(message=_missing, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Warn about the caller's line, or one further out."""
    if message is _missing:
        raise TypeError("warn() missing required argument 'message' (pos 1)")
    if not isinstance(stacklevel, int):
        stacklevel = _index(stacklevel)
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError(f"warn() argument 'skip_file_prefixes' must be tuple, not {type(skip_file_prefixes).__name__}")
    if not all(isinstance(p, str) for p in skip_file_prefixes):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    frame = sys._getframe(1)
    if stacklevel > 1:
        if _is_internal_filename(frame.f_code.co_filename):
            for _ in range(stacklevel - 1):
                frame = frame and frame.f_back
        else:
            for _ in range(stacklevel - 1):
                frame = frame and _next_frame(frame, skip_file_prefixes)
    if frame is None:
        space, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        space, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = space.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, space.get("__name__", "<string>"), registry, source=source)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter whose message and module are regular expressions."""
    if action not in _actions:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    if message or module:
        import re

        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter(action, message or None, category, module or None, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for every message and module."""
    if action not in _actions:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Restores the filters and showwarning(); with record=True yields a list of the warnings."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = ["record=True"] if self._record else []
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._show, self._show_impl = module.showwarning, module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning, module._showwarnmsg_impl = self._show, self._show_impl


class deprecated:
    """Marks a class, function or overload as deprecated (PEP 702)."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return self._of_class(arg)
        if not callable(arg):
            raise TypeError(f"@deprecated decorator with non-None category must be applied to a class or callable, not {arg!r}")
        import functools
        import inspect

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level + 1)
            return arg(*args, **kwargs)

        if inspect.iscoroutinefunction(arg):
            wrapper = inspect.markcoroutinefunction(wrapper)
        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper

    def _of_class(self, arg):
        import functools
        from types import MethodType

        message, category, level = self.message, self.category, self.stacklevel
        original_new, original_init = arg.__new__, arg.__init_subclass__

        @functools.wraps(original_new)
        def __new__(cls, /, *args, **kwargs):
            if cls is arg:
                warn(message, category=category, stacklevel=level + 1)
            if original_new is not object.__new__:
                return original_new(cls, *args, **kwargs)
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{cls.__name__}() takes no arguments")
            return original_new(cls)

        arg.__new__ = staticmethod(__new__)
        if isinstance(original_init, MethodType):
            inner = original_init.__func__

            @functools.wraps(inner)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=level + 1)
                return inner(*args, **kwargs)

            arg.__init_subclass__ = classmethod(__init_subclass__)
        else:

            @functools.wraps(original_init)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=level + 1)
                return original_init(*args, **kwargs)

            arg.__init_subclass__ = __init_subclass__
        arg.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message
        return arg


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    """Warn about a name that goes away in a given version, or say that it is overdue."""
    text = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or _version[:2] == remove and _version[3] != "alpha":
        raise RuntimeError(f"{name!r} was slated for removal after Python {text} alpha")
    warn(message.format(name=name, remove=text), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    if coro.cr_origin is not None:
        import linecache
        import traceback

        rows = [(file, line, name, linecache.getline(file, line)) for file, line, name in reversed(coro.cr_origin)]
        text += "\nCoroutine created at (most recent call last)\n" + "".join(traceback.format_list(rows))
    warn(text.rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)
