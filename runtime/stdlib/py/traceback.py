"""Tracebacks: taking them apart, and showing them as CPython does."""

import sys
from _frames import excerpt as _excerpt, format_only as _format_only, positions as _positions, suggestion as _suggestion

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc",
    "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb", "print_list",
]  # fmt: skip

_repeats = 3  # how often the same line is shown
_cause_message = "\nThe above exception was the direct cause of the following exception:\n\n"
_context_message = "\nDuring handling of the above exception, another exception occurred:\n\n"
_absent = object()


def _source(filename):
    """The lines of a file, as far as linecache finds them."""
    import linecache

    return linecache.getlines(filename)


class FrameSummary:
    """One entry of a stack."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines", "_lines_dedented", "locals", "_code")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename, self.lineno, self.name = filename, lineno, name
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._code = kwargs.get("_code")
        self._lines, self._lines_dedented = line, None
        if lookup_line:
            self.line
        self.locals = None if locals is None else {k: _safe_repr(v) for k, v in locals.items()}

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def _set_lines(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            lines = _source(self.filename)[max(self.lineno, 1) - 1 : self.end_lineno]
            self._lines = "\n".join(line.rstrip() for line in lines) + "\n" if lines else ""

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        self._set_lines()
        if self._lines_dedented is None and self._lines is not None:
            lines = self._lines.split("\n")
            cut = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
            self._lines_dedented = "\n".join(line[cut:] for line in lines)
        return self._lines_dedented

    @property
    def line(self):
        self._set_lines()
        return None if self._lines is None else self._lines.partition("\n")[0].strip()


def _safe_repr(value):
    try:
        return repr(value)
    except Exception:
        return "<local repr() failed>"


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except Exception:
        return f"<{what} {func.__name__}() failed>"


def walk_stack(f):
    """The frames from f (the caller's, if None) outwards, each with its line."""
    if f is None:
        f = sys._getframe(1)
        if f.f_code.co_filename == __file__ or f.f_globals.get("__name__") == __name__:
            while f is not None and f.f_globals.get("__name__") == __name__:
                f = f.f_back
    return _walk(f)


def _walk(f):
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """The frames of a traceback, each with its line."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _with_positions(frames):
    for frame, line in frames:
        yield frame, (line, None, None, None)


def _tb_positions(tb):
    while tb is not None:
        line, end_line, col, end_col = _positions(tb.tb_frame.f_code, tb.tb_lasti)
        yield tb.tb_frame, (tb.tb_lineno, end_line, col, end_col) if line == tb.tb_lineno else (tb.tb_lineno, None, None, None)
        tb = tb.tb_next


class StackSummary(list):
    """A list of FrameSummary, innermost last."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return cls._extract(_with_positions(frame_gen), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract(cls, frames, *, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frames = list(frames)
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = cls()
        for frame, (line, end_line, col, end_col) in frames:
            code = frame.f_code
            result.append(
                FrameSummary(
                    code.co_filename, line, code.co_name, lookup_line=False, locals=frame.f_locals if capture_locals else None,
                    end_lineno=end_line, colno=col, end_colno=end_col,
                )  # fmt: skip
            )
        if lookup_lines:
            for summary in result:
                summary.line
        return result

    @classmethod
    def from_list(cls, a_list):
        result = cls()
        for item in a_list:
            if not isinstance(item, FrameSummary):
                filename, lineno, name, line = item
                item = FrameSummary(filename, lineno, name, line=line)
            result.append(item)
        return result

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry, with carets under what failed; None leaves it out."""
        s = frame_summary
        filename = s.filename
        if isinstance(filename, str) and filename.startswith("<stdin>-"):
            filename = "<stdin>"
        parts = [f'  File "{filename}", line {s.lineno}, in {s.name}\n']
        if s._dedented_lines and s._dedented_lines.strip():
            if s.colno is None or s.end_colno is None or s.end_lineno is None:
                parts.append(f"    {s.line}\n")
            else:
                parts.append(_excerpt(s._original_lines, s.colno, s.end_lineno - s.lineno, s.end_colno))
        if s.locals:
            for name, value in sorted(s.locals.items()):
                parts.append(f"    {name} = {value}\n")
        return "".join(parts)

    def format(self, **kwargs):
        """The text of each entry; of the same line many times over three are shown."""
        out, last, count = [], None, 0

        def folded():
            if count > _repeats:
                more = count - _repeats
                out.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for summary in self:
            text = self.format_frame_summary(summary)
            if text is None:
                continue
            key = (summary.filename, summary.lineno, summary.name)
            if key != last or None in key:
                folded()
                last, count = key, 0
            count += 1
            if count <= _repeats:
                out.append(text)
        folded()
        return out


class _Indent:
    """Where a nested exception group is shown."""

    def __init__(self):
        self.seen, self.depth, self.close = set(), 0, False

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, text, margin=None):
        prefix = self.indent()
        if self.depth:
            prefix += (margin or "|") + " "
        for part in (text,) if isinstance(text, str) else text:
            lines = part.splitlines(True)
            yield "".join(prefix + line if line.strip() or not self.depth else prefix.rstrip(" ") + line for line in lines)


class TracebackException:
    """An exception with all that is needed to show it, and no reference to frames."""

    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
        max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None,
    ):  # fmt: skip
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary._extract(_tb_positions(exc_traceback), limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as e:
            self.__notes__ = [f"Ignored error getting __notes__: {_safe_string(e, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        if exc_type is not None:
            self.exc_type_qualname, self.exc_type_module = exc_type.__qualname__, exc_type.__module__
        else:
            self.exc_type_qualname = self.exc_type_module = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename, self.text, self.msg = exc_value.filename, exc_value.text, exc_value.msg
            self.lineno = str(exc_value.lineno) if exc_value.lineno is not None else None
            self.end_lineno = str(exc_value.end_lineno) if exc_value.end_lineno is not None else None
            self.offset, self.end_offset = exc_value.offset, exc_value.end_offset
            self._is_syntax_error = True
            self._syntax_text = _format_only(exc_value)
        elif exc_value is not None and exc_type and issubclass(exc_type, (ImportError, NameError, AttributeError)):
            self._str += _suggestion(exc_value)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        options = {
            "limit": limit, "lookup_lines": lookup_lines, "capture_locals": capture_locals, "max_group_width": max_group_width,
            "max_group_depth": max_group_depth, "_seen": seen,
        }  # fmt: skip

        self.__cause__ = self.__context__ = self.exceptions = None
        if _seen is not None or exc_value is None:
            return  # who has asked for it goes on with it
        todo = [(self, exc_value)]

        def other(e):
            it = TracebackException(type(e), e, e.__traceback__, **options)
            todo.append((it, e))
            return it

        # Not by recursion: chains may be long.
        while todo:
            it, value = todo.pop()
            cause, context = value.__cause__, value.__context__
            if cause is not None and id(cause) not in seen:
                it.__cause__ = other(cause)
            wanted = context is not None and (not compact or it.__cause__ is None and not value.__suppress_context__)
            if wanted and id(context) not in seen:
                it.__context__ = other(context)
            if isinstance(value, BaseExceptionGroup):
                it.exceptions = [other(e) for e in value.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings

        warnings.warn("Deprecated in 3.13. Use exc_type_str instead.", DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        if not self._have_exc_type:
            return None
        if self.exc_type_module in ("__main__", "builtins"):
            return self.exc_type_qualname
        module = self.exc_type_module if isinstance(self.exc_type_module, str) else "<unknown>"
        return f"{module}.{self.exc_type_qualname}"

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """The lines that say what the exception is."""
        indent = 3 * _depth * " "
        if not self._have_exc_type:
            yield indent + _type_line(None, self._str)
            return
        if self._is_syntax_error:
            lines = self._syntax_text.splitlines(True)
            notes = self.__notes__
            if isinstance(notes, (list, tuple)):
                lines = lines[: len(lines) - sum(len(_safe_string(n, "note").split("\n")) for n in notes)]
            for line in lines:
                yield indent + line
        elif _depth:
            text = _type_line(self.exc_type_str, self._str)
            yield "".join(indent + line for line in text.splitlines(True))
        else:
            yield _type_line(self.exc_type_str, self._str)
        notes = self.__notes__
        if isinstance(notes, (list, tuple)) or hasattr(type(notes), "__iter__") and hasattr(type(notes), "__len__") and not isinstance(notes, (str, bytes)):
            for note in notes:
                for line in _safe_string(note, "note").split("\n"):
                    yield indent + line + "\n"
        elif notes is not None:
            yield f"{indent}{_safe_string(notes, '__notes__', func=repr)}\n"
        if self.exceptions and show_group:
            for e in self.exceptions:
                yield from e.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """The lines of the whole traceback, causes and contexts first."""
        ctx = _Indent() if _ctx is None else _ctx
        links, exc = [], self
        while exc is not None:
            message = following = None
            if chain and exc.__cause__ is not None:
                message, following = _cause_message, exc.__cause__
            elif chain and exc.__context__ is not None and not exc.__suppress_context__:
                message, following = _context_message, exc.__context__
            links.append((message, exc))
            exc = following
        for message, exc in reversed(links):
            if message is not None:
                yield from ctx.emit(message)
            if exc.exceptions is None:
                if exc.stack:
                    yield from ctx.emit("Traceback (most recent call last):\n")
                    yield from ctx.emit(exc.stack.format())
                yield from ctx.emit(exc.format_exception_only())
            elif ctx.depth > self.max_group_depth:
                yield from ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from exc._format_group(ctx, chain)

    def _format_group(self, ctx, chain):
        top = ctx.depth == 0
        if top:
            ctx.depth += 1
        if self.stack:
            yield from ctx.emit("Exception Group Traceback (most recent call last):\n", margin="+" if top else None)
            yield from ctx.emit(self.stack.format())
        yield from ctx.emit(self.format_exception_only())
        total, width = len(self.exceptions), self.max_group_width
        shown = total if total <= width else width + 1
        ctx.close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                ctx.close = True
            cut = width is not None and i >= width
            title = "..." if cut else str(i + 1)
            yield f"{ctx.indent()}{'+-' if i == 0 else '  '}+---------------- {title} ----------------\n"
            ctx.depth += 1
            if cut:
                more = total - width
                yield from ctx.emit(f"and {more} more exception{'s' if more > 1 else ''}\n")
            else:
                yield from self.exceptions[i].format(chain=chain, _ctx=ctx)
            if last and ctx.close:
                yield f"{ctx.indent()}+------------------------------------\n"
                ctx.close = False
            ctx.depth -= 1
        if top:
            ctx.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        file = sys.stderr if file is None else file
        for line in self.format(chain=chain):
            print(line, file=file, end="")


def _type_line(name, text):
    return f"{name}: {text}\n" if text else f"{name}\n"


def _pair(exc, value, tb):
    """The exception and traceback that a caller means."""
    if (value is _absent) != (tb is _absent):
        raise ValueError("Both or neither of value and tb must be given")
    if value is tb is _absent:
        if exc is not None:
            if isinstance(exc, BaseException):
                return exc, exc.__traceback__
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return None, None
    return value, tb


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True, **kwargs):
    value, tb = _pair(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True, **kwargs):
    value, tb = _pair(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_absent, *, show_group=False, **kwargs):
    if value is _absent:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    if hasattr(sys, "last_exc"):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
    else:
        print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_list(extracted_list, file=None):
    file = sys.stderr if file is None else file
    for item in format_list(extracted_list):
        print(item, file=file, end="")


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    return StackSummary._extract(_tb_positions(tb), limit=limit)


def _stack(f, limit):
    if f is None:
        f = sys._getframe(2)
    stack = StackSummary.extract(_walk(f), limit=limit)
    stack.reverse()
    return stack


def print_stack(f=None, limit=None, file=None):
    print_list(_stack(f, limit), file=file)


def format_stack(f=None, limit=None):
    return format_list(_stack(f, limit))


def extract_stack(f=None, limit=None):
    return _stack(f, limit)


def clear_frames(tb):
    """Drop the variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # still running
        tb = tb.tb_next
