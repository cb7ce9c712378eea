"""Annotations of functions, classes and modules (PEP 649, PEP 749)."""

import builtins
import enum
import sys
import types

__all__ = [
    "Format", "ForwardRef", "call_annotate_function", "call_evaluate_function", "get_annotate_from_class_namespace",
    "get_annotations", "annotations_to_string", "type_repr",
]  # fmt: skip


class Format(enum.IntEnum):
    VALUE = 1
    VALUE_WITH_FAKE_GLOBALS = 2
    FORWARDREF = 3
    STRING = 4


# How tightly an expression binds, for the parentheses in its text.
_TEST, _COMPARE, _BITOR, _BITXOR, _BITAND, _SHIFT, _SUM, _TERM, _FACTOR, _POWER, _ATOM = range(11)


class ForwardRef:
    """A name, or an expression, that stands for a type which is not known yet."""

    def __init__(self, arg, *, module=None, owner=None, is_argument=True, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self._start(arg, module, owner, is_argument, is_class)

    def _start(self, arg, module, owner, is_argument, is_class, globals=None, cell=None, extra=None):
        self.__arg__, self.__forward_module__, self.__owner__ = arg, module, owner
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__globals__, self.__cell__, self.__extra_names__, self.__code__ = globals, cell, extra, None

    def __init_subclass__(cls, /, *args, **kwds):
        if cls.__module__ != __name__:
            raise TypeError("Cannot subclass ForwardRef")

    @property
    def __forward_arg__(self):
        text = self.__arg__
        for name, value in sorted((self.__extra_names__ or {}).items(), key=lambda item: -len(item[0])):
            text = text.replace(name, type_repr(value))
        return text

    @property
    def __forward_code__(self):
        if self.__code__ is None:
            arg = self.__arg__
            try:
                # A starred reference is valid for *args only.
                self.__code__ = compile(f"({arg},)[0]" if arg.startswith("*") else arg, "<string>", "eval")
            except SyntaxError:
                raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        return self.__code__

    def __namespaces(self, globals, locals, type_params, owner):
        if owner is None:
            owner = self.__owner__
        if globals is None and self.__forward_module__ is not None:
            globals = getattr(sys.modules.get(self.__forward_module__, None), "__dict__", None)
        if globals is None:
            globals = self.__globals__
        if globals is None:
            if isinstance(owner, type):
                globals = getattr(sys.modules.get(owner.__module__, None), "__dict__", None)
            elif isinstance(owner, types.ModuleType):
                globals = owner.__dict__
            elif callable(owner):
                globals = getattr(owner, "__globals__", None)
        globals = {} if globals is None else globals
        if type_params is None and owner is not None:
            type_params = getattr(owner, "__type_params__", None)
        if locals is None:
            locals = dict(vars(owner)) if isinstance(owner, type) else {}
        if type_params:
            globals, locals = dict(globals), dict(locals)
            for param in type_params:
                if not self.__forward_is_class__ or param.__name__ not in globals:
                    globals[param.__name__] = param
                    locals.pop(param.__name__, None)
        if self.__extra_names__:
            locals = {**locals, **self.__extra_names__}
        return globals, locals

    def evaluate(self, *, globals=None, locals=None, type_params=None, owner=None, format=Format.VALUE):
        """The value that this stands for; globals and locals default to those of its owner."""
        if format == Format.STRING:
            return self.__forward_arg__
        partial = format == Format.FORWARDREF
        if format not in (Format.VALUE, Format.FORWARDREF):
            raise NotImplementedError(format)
        if isinstance(self.__cell__, types.CellType):
            try:
                return self.__cell__.cell_contents
            except ValueError:
                pass
        globals, locals = self.__namespaces(globals, locals, type_params, owner)
        arg = self.__arg__
        if arg.isidentifier() and not _is_keyword(arg):
            for namespace in (locals, globals, vars(builtins)):
                if arg in namespace:
                    return namespace[arg]
            if partial:
                return self
            raise NameError(f"name '{arg}' is not defined", name=arg)
        if not partial:
            return eval(self.__forward_code__, globals, locals)
        names = _Names({**vars(builtins), **globals, **locals}, format, globals=globals, owner=owner, is_class=self.__forward_is_class__)
        try:
            value = eval(self.__forward_code__, names)
        except Exception:
            return self
        names.settle()
        return value

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return (
            self.__forward_arg__ == other.__forward_arg__
            and self.__forward_module__ == other.__forward_module__
            and self.__globals__ is other.__globals__
            and self.__forward_is_class__ == other.__forward_is_class__
            and self.__cell__ == other.__cell__
            and self.__owner__ == other.__owner__
        )

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__, id(self.__globals__), self.__forward_is_class__))

    def __or__(self, other):
        return types.UnionType[self, other]

    def __ror__(self, other):
        return types.UnionType[other, self]

    def __repr__(self):
        extra = []
        if self.__forward_module__ is not None:
            extra.append(f", module={self.__forward_module__!r}")
        if self.__forward_is_class__:
            extra.append(", is_class=True")
        if self.__owner__ is not None:
            extra.append(f", owner={self.__owner__!r}")
        return f"ForwardRef({self.__forward_arg__!r}{''.join(extra)})"


def _is_keyword(name):
    import keyword

    return keyword.iskeyword(name)


class _Stringifier(ForwardRef):
    """A name nobody knows: what is done to it becomes text. It turns into a
    plain ForwardRef when the annotations are complete."""

    def __init__(self, names, text, binds=_ATOM, cell=None, extra=None):
        self._start(text, None, names.owner, False, names.is_class, names.globals, cell, extra)
        self._names, self._binds = names, binds
        names.made.append(self)

    __hash__ = object.__hash__

    def __eq__(self, other):
        return self._binary("==", other, _COMPARE)

    def _settle(self):
        del self._names, self._binds
        self.__class__ = ForwardRef

    def _text(self, binds):
        return f"({self.__arg__})" if self._binds < binds else self.__arg__

    def _make(self, text, binds, *others):
        extra = dict(self.__extra_names__ or {})
        for other in others:
            extra.update(other)
        return _Stringifier(self._names, text, binds, extra=extra or None)

    def _operand(self, value, binds, extra):
        """The text of anything that takes part in an expression."""
        if isinstance(value, _Stringifier):
            extra.update(value.__extra_names__ or {})
            return value._text(binds)
        if value is None or value is ... or type(value) in (str, int, float, bool, complex, bytes):
            return "..." if value is ... else repr(value)
        if type(value) is slice:
            parts = ["" if p is None else self._operand(p, _TEST, extra) for p in (value.start, value.stop)]
            if value.step is not None:
                parts.append(self._operand(value.step, _TEST, extra))
            return ":".join(parts)
        if type(value) in (tuple, list, set):
            items = ", ".join(self._operand(item, _TEST, extra) for item in value)
            if type(value) is tuple:
                return f"({items},)" if len(value) == 1 else f"({items})"
            return f"[{items}]" if type(value) is list else f"{{{items}}}"
        if type(value) is dict:
            return "{" + ", ".join(f"{self._operand(k, _TEST, extra)}: {self._operand(v, _TEST, extra)}" for k, v in value.items()) + "}"
        if self._names.format == Format.STRING:
            return type_repr(value)
        name = self._names.hide(value)
        extra[name] = value
        return name

    def _binary(self, sign, other, binds, reflected=False):
        extra = {}
        left, right = binds, binds + 1
        if sign == "**":
            left, right = right, left
        if binds == _COMPARE:
            left = binds + 1
        if reflected:
            text = f"{self._operand(other, left, extra)} {sign} {self._text(right)}"
        else:
            text = f"{self._text(left)} {sign} {self._operand(other, right, extra)}"
        return self._make(text, binds, extra)

    def __call__(self, *args, **kwds):
        extra = {}
        parts = [self._operand(a, _TEST, extra) for a in args]
        parts += [f"{k}={self._operand(v, _TEST, extra)}" for k, v in kwds.items()]
        return self._make(f"{self._text(_ATOM)}({', '.join(parts)})", _ATOM, extra)

    def __getitem__(self, key):
        extra = {}
        text = self._operand(key, _TEST, extra)
        if type(key) is tuple and key:
            text = text[1:-1]
        return self._make(f"{self._text(_ATOM)}[{text}]", _ATOM, extra)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") or name in ("_names", "_binds"):
            raise AttributeError(name)
        return self._make(f"{self._text(_ATOM)}.{name}", _ATOM)

    def __iter__(self):
        yield self._make(f"*{self._text(_BITOR)}", _TEST)

    def __format__(self, spec):
        raise TypeError("Cannot stringify annotation containing string formatting")

    def __invert__(self):
        return self._make("~" + self._text(_FACTOR), _FACTOR)

    def __neg__(self):
        return self._make("-" + self._text(_FACTOR), _FACTOR)

    def __pos__(self):
        return self._make("+" + self._text(_FACTOR), _FACTOR)


def _operator(sign, binds, reflected):
    def method(self, other):
        return self._binary(sign, other, binds, reflected)

    return method


for _name, _sign, _binds in (
    ("add", "+", _SUM), ("sub", "-", _SUM), ("mul", "*", _TERM), ("matmul", "@", _TERM), ("truediv", "/", _TERM), ("floordiv", "//", _TERM),
    ("mod", "%", _TERM), ("pow", "**", _POWER), ("lshift", "<<", _SHIFT), ("rshift", ">>", _SHIFT), ("or", "|", _BITOR), ("xor", "^", _BITXOR),
    ("and", "&", _BITAND),
):  # fmt: skip
    setattr(_Stringifier, f"__{_name}__", _operator(_sign, _binds, False))
    setattr(_Stringifier, f"__r{_name}__", _operator(_sign, _binds, True))
for _name, _sign in ("ne", "!="), ("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">="):
    setattr(_Stringifier, f"__{_name}__", _operator(_sign, _COMPARE, False))
del _name, _sign, _binds


class _Names(dict):
    """Globals in which every name that is missing becomes a _Stringifier."""

    def __init__(self, namespace, format, *, globals=None, owner=None, is_class=False):
        super().__init__(namespace)
        self.format, self.globals, self.owner, self.is_class = format, globals, owner, is_class
        self.made, self.hidden = [], 0

    def __missing__(self, key):
        return _Stringifier(self, key)

    def hide(self, value):
        """A name for a value that has no literal text."""
        self.hidden += 1
        return f"__annotationlib_name_{self.hidden}__"

    def settle(self):
        for made in self.made:
            made._settle()


def call_evaluate_function(evaluate, format, *, owner=None):
    """Call an evaluate function (of a type alias, a bound, a default) for any format."""
    return _call(evaluate, format, owner, True)


def call_annotate_function(annotate, format, *, owner=None):
    """Call an __annotate__ function for any format, of which it may know VALUE only."""
    return _call(annotate, format, owner, False)


def _call(function, format, owner, evaluate):
    if format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    try:
        return function(format)
    except NotImplementedError:
        pass
    if format == Format.STRING:
        names = _Names({}, format, owner=owner)
        if "__conditional_annotations__" in function.__globals__:
            names["__conditional_annotations__"] = function.__globals__["__conditional_annotations__"]
        result = _with_names(function, names, real=False)
        if evaluate:
            return _stringified(result)
        return {name: _stringified(value) for name, value in result.items()}
    if format == Format.FORWARDREF:
        namespace = {**vars(builtins), **function.__globals__}
        names = _Names(namespace, format, globals=function.__globals__, owner=owner, is_class=isinstance(owner, type))
        result = _with_names(function, names, real=True)
        names.settle()
        return result
    raise ValueError(f"Invalid format: {format!r}") if format != Format.VALUE else RuntimeError("annotate function does not support VALUE format")


def _with_names(function, names, real):
    """Run a function with other globals; real says whether its closure counts."""
    cells = []
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        if name == "__conditional_annotations__":
            pass
        elif name == "__classdict__":
            if not real:
                cell = types.CellType(names)
        elif not real or not _filled(cell):
            cell = types.CellType(_Stringifier(names, name, cell=cell))
        cells.append(cell)
    copy = types.FunctionType(
        function.__code__, names, closure=tuple(cells) or None, argdefs=function.__defaults__, kwdefaults=function.__kwdefaults__
    )
    return copy(Format.VALUE_WITH_FAKE_GLOBALS)


def _filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True


def _stringified(value):
    if isinstance(value, str):
        return value
    if isinstance(value, _Stringifier):
        return value.__arg__
    if type(value) in (tuple, list, set, dict):
        helper = _Stringifier(_Names({}, Format.STRING), "")
        return helper._operand(value, _TEST, {})
    return "..." if value is ... else repr(value)


def get_annotate_from_class_namespace(obj):
    """The annotate function in the namespace of a class that is being made, or None."""
    try:
        return obj["__annotate__"]
    except KeyError:
        return obj.get("__annotate_func__", None)


def type_repr(value):
    """The text of a value in the STRING format."""
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)) and not isinstance(value, types.GenericAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    return repr(value)


def annotations_to_string(annotations):
    return {n: t if isinstance(t, str) else type_repr(t) for n, t in annotations.items()}


def _existing(obj):
    """The __annotations__ of an object, as far as it has any."""
    if isinstance(obj, type):
        try:
            found = type.__dict__["__annotations__"].__get__(obj)
        except AttributeError:
            return None  # a built-in type
    else:
        found = getattr(obj, "__annotations__", None)
        if found is None:
            return None
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    return found


def _annotated(obj, format):
    if isinstance(obj, type):
        try:
            annotate = type.__dict__["__annotate__"].__get__(obj)
        except AttributeError:
            annotate = None
    else:
        annotate = getattr(obj, "__annotate__", None)
    if annotate is None:
        return None
    found = call_annotate_function(annotate, format, owner=obj)
    if not isinstance(found, dict):
        raise ValueError(f"{obj!r}.__annotate__ returned a non-dict")
    return found


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, format=Format.VALUE):
    """A new dict with the annotations of a function, class, module, or anything with __annotations__."""
    if eval_str and format != Format.VALUE:
        raise ValueError("eval_str=True is only supported with format=Format.VALUE")
    if format == Format.VALUE:
        found = _existing(obj)
        if found is None:
            found = _annotated(obj, format)
    elif format == Format.FORWARDREF:
        try:
            found = _existing(obj)
        except Exception:
            found = _annotated(obj, format)
        else:
            if found is None:
                found = _annotated(obj, format)
    elif format == Format.STRING:
        found = _annotated(obj, format)
        if found is None:
            found = _existing(obj)
            if found is not None:
                return annotations_to_string(found)
    elif format == Format.VALUE_WITH_FAKE_GLOBALS:
        raise ValueError("The VALUE_WITH_FAKE_GLOBALS format is for internal use only")
    else:
        raise ValueError(f"Unsupported format {format!r}")
    if found is None:
        if isinstance(obj, type) or callable(obj):
            return {}
        raise TypeError(f"{obj!r} does not have annotations")
    if not found or not eval_str:
        return dict(found)
    return _evaluate_strings(obj, found, globals, locals)


def _evaluate_strings(obj, found, globals, locals):
    params = getattr(obj, "__type_params__", ())
    if globals is None or locals is None:
        inner = obj
        if isinstance(obj, type):
            own_globals, own_locals = getattr(sys.modules.get(obj.__module__), "__dict__", None), dict(vars(obj))
            inner = None
        elif isinstance(obj, types.ModuleType):
            own_globals, own_locals, inner = obj.__dict__, None, None
        else:
            own_locals = None
            while True:
                if hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
                elif type(inner).__name__ == "partial" and hasattr(inner, "func"):
                    inner = inner.func
                else:
                    break
            own_globals = getattr(inner, "__globals__", None)
        globals = own_globals if globals is None else globals
        locals = own_locals if locals is None else locals
    if params:
        locals = {param.__name__: param for param in params} | (locals or {})
    return {n: eval(t, globals, locals) if isinstance(t, str) else t for n, t in found.items()}
