"""Functions of typing, which come in when they are asked for."""

import sys
import types
from types import GenericAlias
from typing import Annotated, NotRequired, ReadOnly, Required, Union, _AnnotatedAlias, _GenericAlias, _type_check


def assert_never(arg, /):
    text = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {text[:100] + '...' if len(text) > 100 else text}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, frozen_default=False, field_specifiers=(), **kwargs):
    def mark(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "frozen_default": frozen_default, "field_specifiers": field_specifiers, "kwargs": kwargs,
        }
        return cls_or_fn

    return mark


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. "
        "A series of @overload-decorated functions outside a stub module should always be followed by an implementation that is not @overload-ed."
    )


_overloads = {}


def overload(func):
    f = getattr(func, "__func__", func)
    try:
        _overloads.setdefault((f.__module__, f.__qualname__), {})[f.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # not a function
    return _overload_dummy


def get_overloads(func):
    f = getattr(func, "__func__", func)
    return list(_overloads.get((f.__module__, f.__qualname__), {}).values())


def clear_overloads():
    _overloads.clear()


def no_type_check(arg):
    if isinstance(arg, type):
        for value in list(vars(arg).values()):
            if isinstance(value, types.FunctionType) and value.__qualname__ == f"{arg.__qualname__}.{value.__name__}":
                value.__no_type_check__ = True
            elif isinstance(value, (staticmethod, classmethod)):
                value.__func__.__no_type_check__ = True
            elif isinstance(value, type):
                no_type_check(value)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """The annotations of an object with strings evaluated."""
    import annotationlib

    if getattr(obj, "__no_type_check__", None):
        return {}
    format = annotationlib.Format.VALUE if format is None else format
    if format == annotationlib.Format.STRING:
        return annotationlib.get_annotations(obj, format=format)
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            found = annotationlib.get_annotations(base, format=annotationlib.Format.FORWARDREF)
            module = sys.modules.get(base.__module__)
            g = getattr(module, "__dict__", {}) if globalns is None else globalns
            local = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                g, local = local, g
            for name, value in found.items():
                hints[name] = _evaluate(value, g, local, base, format, is_class=True)
    else:
        owner = obj
        while hasattr(owner, "__wrapped__"):
            owner = owner.__wrapped__
        if globalns is None:
            g = obj.__dict__ if isinstance(obj, types.ModuleType) else getattr(owner, "__globals__", {})
            local = g if localns is None else localns
        else:
            g, local = globalns, globalns if localns is None else localns
        found = annotationlib.get_annotations(obj, format=annotationlib.Format.FORWARDREF)
        if not found and not isinstance(obj, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)) and not hasattr(obj, "__annotations__"):
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in found.items():
            hints[name] = _evaluate(value, g, local, obj, format)
    return hints if include_extras else {n: _strip(t) for n, t in hints.items()}


def _evaluate(value, g, local, owner, format, is_class=False):
    import annotationlib

    if value is None:
        return type(None)
    if isinstance(value, str):
        value = annotationlib.ForwardRef(value, is_class=is_class, owner=owner)
    if isinstance(value, annotationlib.ForwardRef):
        return evaluate_forward_ref(value, globals=g, locals=local, owner=owner, format=format)
    args = getattr(value, "__args__", None)
    if isinstance(value, (_GenericAlias, GenericAlias, Union)) and args:
        new = tuple(_evaluate(a, g, local, owner, format) if isinstance(a, (annotationlib.ForwardRef, _GenericAlias, GenericAlias, Union)) or isinstance(a, str) and isinstance(value, GenericAlias) else a for a in args)
        if new != args:
            if isinstance(value, GenericAlias):
                return GenericAlias(value.__origin__, new)
            if isinstance(value, Union):
                return Union[new]
            return value._copy(new)
    return value


def evaluate_forward_ref(ref, *, owner=None, globals=None, locals=None, type_params=None, format=None):
    """The type that a forward reference stands for, and those inside it."""
    import annotationlib

    format = annotationlib.Format.VALUE if format is None else format
    if format == annotationlib.Format.STRING:
        return ref.__forward_arg__
    value = ref.evaluate(globals=globals, locals=locals, type_params=type_params, owner=owner, format=format)
    if isinstance(value, annotationlib.ForwardRef) and format == annotationlib.Format.FORWARDREF:
        return value
    if isinstance(value, str):
        value = annotationlib.ForwardRef(value, owner=owner)
    value = _type_check(value, "Forward references must evaluate to types.", allow_special_forms=True)
    return _evaluate(value, globals, locals, owner, format)


def _strip(t):
    """A type without Annotated, Required and the like."""
    if isinstance(t, _AnnotatedAlias):
        return _strip(t.__origin__)
    if isinstance(t, _GenericAlias) and t.__origin__ in (Required, NotRequired, ReadOnly):
        return _strip(t.__args__[0])
    if isinstance(t, (_GenericAlias, GenericAlias, Union)):
        new = tuple(_strip(a) for a in t.__args__)
        if new != t.__args__:
            if isinstance(t, GenericAlias):
                return GenericAlias(t.__origin__, new)
            if isinstance(t, Union):
                return Union[new]
            return t._copy(new)
    return t
