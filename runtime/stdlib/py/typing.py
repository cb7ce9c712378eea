"""Names for annotations. Nothing here checks types; generic aliases remember
what they were given, and a few check how much that is."""

import collections.abc as _abc
import contextlib as _contextlib
import types as _types

TYPE_CHECKING = False
GenericAlias = _types.GenericAlias


class _Special:
    """A name such as Any or Optional."""

    def __init__(self, name, subscript=None):
        self._name, self._subscript = name, subscript

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, params):
        if self._subscript is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._subscript(self, params)

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")


def _show(value):
    if value is ...:
        return "..."
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_show, value)) + "]"
    return repr(value)


class _Alias:
    """A subscripted special form or generic class."""

    def __init__(self, origin, args, name):
        self.__origin__, self.__args__, self._name = origin, args, name
        self.__parameters__ = _parameters(args)

    def __repr__(self):
        return f"{self._name}[{', '.join(map(_show, self.__args__)) or '()'}]"

    def __eq__(self, other):
        return isinstance(other, _Alias) and (self.__origin__, self.__args__) == (other.__origin__, other.__args__)

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __getitem__(self, params):
        if not self.__parameters__:
            raise TypeError(f"{self!r} is not a generic class")
        params = params if isinstance(params, tuple) else (params,)
        given = dict(zip(self.__parameters__, params))
        return _Alias(self.__origin__, tuple(given.get(a, a) if isinstance(a, TypeVar) else a for a in self.__args__), self._name)

    def __call__(self, *args, **kwds):
        return self.__origin__(*args, **kwds)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        return (self.__origin__,) if isinstance(self.__origin__, type) else ()

    def __instancecheck__(self, obj):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


def _parameters(args):
    found = []
    for arg in args:
        for param in (arg,) if isinstance(arg, TypeVar) else getattr(arg, "__parameters__", ()):
            if param not in found:
                found.append(param)
    return tuple(found)


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False, infer_variance=False, default=None):
        self.__name__, self.__constraints__, self.__bound__, self.__default__ = name, constraints, bound, default
        self.__covariant__, self.__contravariant__ = covariant, contravariant

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVar")


class ParamSpec(TypeVar):
    @property
    def args(self):
        return _Special(f"{self.__name__}.args")

    @property
    def kwargs(self):
        return _Special(f"{self.__name__}.kwargs")


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


class _Collection:
    """A deprecated alias of a class of builtins or collections.abc."""

    def __init__(self, name, origin, least, most=None):
        self._name, self.__origin__, self._least, self._most = name, origin, least, least if most is None else most

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, params):
        params = params if isinstance(params, tuple) else (params,)
        if self._least >= 0:
            n = len(params)
            if not self._least <= n <= self._most:
                expected = self._least if self._least == self._most else f"at least {self._least}"
                raise TypeError(f"Too {'many' if n > self._most else 'few'} arguments for {self!r}; actual {n}, expected {expected}")
            if self._name in ("AsyncGenerator", "Generator"):
                params += (type(None),) * (self._most - n)
        params = tuple(type(None) if p is None else p for p in params)
        return _Alias(self.__origin__, params, repr(self))

    def __call__(self, *args, **kwds):
        return self.__origin__(*args, **kwds)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


for _name, _origin, _least, _most in [
    ("List", list, 1, 1), ("Dict", dict, 2, 2), ("Set", set, 1, 1), ("FrozenSet", frozenset, 1, 1), ("Tuple", tuple, -1, None), ("Type", type, 1, 1),
    ("AsyncGenerator", _abc.AsyncGenerator, 1, 2), ("AsyncIterator", _abc.AsyncIterator, 1, 1), ("AsyncIterable", _abc.AsyncIterable, 1, 1),
    ("Awaitable", _abc.Awaitable, 1, 1), ("Coroutine", _abc.Coroutine, 3, 3), ("Generator", _abc.Generator, 1, 3), ("Iterator", _abc.Iterator, 1, 1),
    ("Iterable", _abc.Iterable, 1, 1), ("Callable", _abc.Callable, -1, None), ("Mapping", _abc.Mapping, 2, 2), ("MutableMapping", _abc.MutableMapping, 2, 2),
    ("Sequence", _abc.Sequence, 1, 1), ("MutableSequence", _abc.MutableSequence, 1, 1), ("Collection", _abc.Collection, 1, 1), ("Container", _abc.Container, 1, 1),
    ("AbstractSet", _abc.Set, 1, 1), ("MutableSet", _abc.MutableSet, 1, 1), ("Reversible", _abc.Reversible, 1, 1),
    ("ContextManager", _contextlib.AbstractContextManager, 1, 2), ("AsyncContextManager", _contextlib.AbstractAsyncContextManager, 1, 2),
]:
    globals()[_name] = _Collection(_name, _origin, _least, _most)

Hashable, Sized, Text = _abc.Hashable, _abc.Sized, str


def _many(form, params):
    return _Alias(form, params if isinstance(params, tuple) else (params,), repr(form))


def _union(form, params):
    flat = []
    for param in params if isinstance(params, tuple) else (params,):
        if param is None:
            param = type(None)
        for part in param.__args__ if isinstance(param, _Alias) and param.__origin__ is Union else (param,):
            if part not in flat:
                flat.append(part)
    if len(flat) == 1:
        return flat[0]
    if all(isinstance(part, type) for part in flat):
        made = flat[0]
        for part in flat[1:]:
            made |= part
        return made
    return _Alias(Union, tuple(flat), repr(Union))


Any = _Special("Any")
NoReturn, Never, Self, LiteralString, TypeAlias = map(_Special, ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias"))
Union = _Special("Union", _union)
Optional = _Special("Optional", lambda form, param: Union[param, None])
Literal, Final, ClassVar, Annotated, Concatenate, TypeGuard, TypeIs, Required, NotRequired, ReadOnly, Unpack = (
    _Special(n, _many)
    for n in ("Literal", "Final", "ClassVar", "Annotated", "Concatenate", "TypeGuard", "TypeIs", "Required", "NotRequired", "ReadOnly", "Unpack")
)
AnyStr = TypeVar("AnyStr", bytes, str)


class Generic:
    def __class_getitem__(cls, params):
        params = params if isinstance(params, tuple) else (params,)
        return _Alias(cls, params, _show(cls))


class Protocol(Generic):
    def __init_subclass__(cls, **kwds):
        super().__init_subclass__(**kwds)
        cls._is_protocol = Protocol in cls.__bases__


def runtime_checkable(cls):
    """Let isinstance() look for the members of a protocol."""
    names = [n for n in list(cls.__dict__) + list(getattr(cls, "__annotations__", {})) if n not in _machinery]
    cls._members = names
    cls.__subclasshook__ = classmethod(lambda c, other: all(hasattr(other, n) for n in names) if c is cls else NotImplemented)
    return cls


_machinery = {"__module__", "__qualname__", "__doc__", "__dict__", "__weakref__", "__annotations__", "__annotate__", "__annotate_func__", "__static_attributes__", "__firstlineno__", "_is_protocol", "__parameters__", "__orig_bases__", "__init__"}


def NamedTuple(typename, fields=()):
    from collections import namedtuple

    made = namedtuple(typename, [name for name, _ in fields])
    made.__annotations__ = dict(fields)
    return made


class _NamedTupleMeta(type):
    def __new__(meta, name, bases, namespace):
        from collections import namedtuple

        hints = namespace.get("__annotations__")
        if hints is None:
            annotate = namespace.get("__annotate_func__") or namespace.get("__annotate__")
            hints = annotate(1) if annotate else {}
        made = namedtuple(name, list(hints), defaults=[namespace[n] for n in hints if n in namespace], module=namespace.get("__module__"))
        for key, value in namespace.items():
            if key not in hints and key not in ("__module__", "__qualname__", "__doc__", "__annotate__", "__annotate_func__", "__annotations__"):
                setattr(made, key, value)
        return made


class _NamedTupleBase:
    def __call__(self, typename, fields=()):
        return _named(typename, fields)

    def __mro_entries__(self, bases):
        return (_named_tuple_root,)


_named, NamedTuple = NamedTuple, _NamedTupleBase()
_named_tuple_root = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


class _TypedDictMeta(type):
    def __new__(meta, name, bases, namespace, total=True):
        return type.__new__(meta, name, (dict,), dict(namespace))

    def __call__(cls, *args, **kwds):
        return dict(*args, **kwds)


class TypedDict(metaclass=_TypedDictMeta):
    pass


def NewType(name, tp):
    def make(value):
        return value

    make.__name__ = make.__qualname__ = name
    make.__supertype__ = tp
    return make


def cast(typ, val):
    return val


def assert_type(val, typ):
    return val


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def reveal_type(obj, /):
    import sys

    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def overload(func):
    def dummy(*args, **kwds):
        raise NotImplementedError(
            "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module should always be followed by an implementation that is not @overload-ed."
        )

    return dummy


def final(obj):
    try:
        obj.__final__ = True
    except (AttributeError, TypeError):
        pass
    return obj


def override(method, /):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


def no_type_check(arg):
    return arg


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    for base in reversed(obj.__mro__) if isinstance(obj, type) else (obj,):
        hints.update(getattr(base, "__annotations__", {}))
    for name, hint in hints.items():
        if isinstance(hint, str):
            hints[name] = eval(hint, globalns if globalns is not None else getattr(obj, "__globals__", {}), localns)
        elif hint is None:
            hints[name] = type(None)
    return hints


def get_origin(tp):
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())
