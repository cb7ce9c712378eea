"""Names for annotations. Nothing here checks values against types; aliases
remember what they were given, and check that it can be a type at all."""

import collections
import collections.abc
import sys
import types
from types import GenericAlias

from _typing import (  # noqa: F401
    NoDefault,
    ParamSpec,
    ParamSpecArgs,
    ParamSpecKwargs,
    TypeAliasType,
    TypeVar,
    TypeVarTuple,
)

Union = types.UnionType
TYPE_CHECKING = False
Text = str

_type_params = (TypeVar, ParamSpec, TypeVarTuple)


def _show(value):
    """The text of a type inside the repr of an alias."""
    if value is ...:
        return "..."
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_show, value)) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(map(_show, value)) + "]"
    if isinstance(value, type) and not isinstance(value, GenericAlias):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return value.__name__
    return repr(value)


_type_repr = _show


def _as_tuple(params):
    return params if isinstance(params, tuple) else (params,)


def _type_convert(arg, module=None, *, allow_special_forms=False, owner=None):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        import annotationlib

        return annotationlib.ForwardRef(arg, module=module, is_class=allow_special_forms, owner=owner)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False, owner=None):
    """Turn arg into something usable as a type, or complain with msg."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms, owner=owner)
    invalid = (Generic, Protocol)
    if not allow_special_forms:
        invalid += (ClassVar,)
        if is_argument:
            invalid += (Final,)
    if isinstance(arg, _GenericAlias) and arg.__origin__ in invalid:
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _check_each(params, msg):
    return tuple(_type_check(p, msg) for p in params)


def _parameters(args):
    """The type parameters in args, in order of appearance."""
    found = []
    for arg in args:
        if isinstance(arg, type):
            continue
        if hasattr(arg, "__typing_subst__"):
            inner = (arg,)
        elif isinstance(arg, (tuple, list)):
            inner = _parameters(arg)
        else:
            inner = getattr(arg, "__parameters__", ())
        for param in inner:
            if param not in found:
                found.append(param)
    return tuple(found)


_collect_type_parameters = _parameters


def _check_order(params):
    """Parameters without defaults may not follow those with one."""
    defaulted = False
    after_tuple = False
    for param in params:
        if isinstance(param, TypeVarTuple):
            after_tuple = True
        elif getattr(param, "has_default", bool)():
            if after_tuple and isinstance(param, TypeVar):
                raise TypeError(f"Type parameter {param!r} with a default follows TypeVarTuple")
            defaulted = True
        elif defaulted:
            raise TypeError(f"Type parameter {param!r} without a default follows type parameter with a default")
    return params


def _unpack_args(args):
    """Spread *tuple[...] among args."""
    out = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not (inner and inner[-1] is ...):
            out.extend(inner)
        else:
            out.append(arg)
    return tuple(out)


def _distinct(values):
    out = []
    for value in values:
        if value not in out:
            out.append(value)
    return out


def _is_unpacked(arg):
    return isinstance(arg, _UnpackAlias) or isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False)


# Substitution: what type parameters do when an alias is subscripted.


def _typevar_subst(self, arg):
    arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
    if isinstance(arg, _UnpackAlias) or isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(a, "Expected a type.") for a in arg)
    if not _is_param_expr(arg):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateAlias)) or isinstance(arg, _GenericAlias) and arg.__origin__ is Concatenate


def _paramspec_prepare_subst(self, alias, args):
    params = alias.__parameters__
    i = params.index(self)
    if i == len(args) and self.has_default():
        args = (*args, self.__default__)
    if i >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (args,)
    if isinstance(args[i], list):
        return (*args[:i], tuple(args[i]), *args[i + 1 :])
    return args


def _typevartuple_prepare_subst(self, alias, args):
    params = alias.__parameters__
    at = params.index(self)
    for param in params[at + 1 :]:
        if isinstance(param, TypeVarTuple):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    given, wanted = len(args), len(params)
    left, right = at, wanted - at - 1
    star, filler = None, None
    for i, arg in enumerate(args):
        inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner and len(inner) == 2 and inner[1] is ...:
            if star is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            star, filler = i, inner[0]
    if star is not None:
        left, right = min(left, star), min(right, given - star - 1)
    elif left + right > given:
        raise TypeError(f"Too few arguments for {alias}; actual {given}, expected at least {wanted - 1}")
    if left == given and self.has_default():
        middle = self.__default__ if isinstance(self.__default__, tuple) else (self.__default__,)
    else:
        middle = args[left : given - right]
    return (*args[:left], *(filler,) * (at - left), middle, *(filler,) * (wanted - right - left - (at - left) - 1), *args[given - right :])


# Special forms.


# A name such as Optional: it can only be subscripted.
class _SpecialForm:
    __slots__ = ("_name", "_subscript", "__doc__")

    def __init__(self, name, subscript=None, doc=None):
        self._name, self._subscript, self.__doc__ = name, subscript, doc

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(f"'_SpecialForm' object has no attribute '{name}'")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, params):
        if self._subscript is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._subscript(self, params)


def _one(form, params):
    """A form over a single type."""
    return _GenericAlias(form, (_type_check(params, f"{form} accepts only single type."),))


def _one_special(form, params):
    return _GenericAlias(form, (_type_check(params, f"{form} accepts only single type.", allow_special_forms=True),))


def _optional(form, params):
    return Union[_type_check(params, f"{form} requires a single type."), type(None)]


def _literal(form, params):
    params = _flat_literals(_as_tuple(params))
    try:
        seen, kept = set(), []
        for value in params:
            if (key := (value, type(value))) not in seen:
                seen.add(key)
                kept.append(value)
        params = tuple(kept)
    except TypeError:
        pass  # unhashable parameters are kept as they are
    return _LiteralAlias(form, params)


def _flat_literals(params):
    out = []
    for p in params:
        out.extend(p.__args__) if isinstance(p, _LiteralAlias) else out.append(p)
    return tuple(out)


def _concatenate(form, params):
    if params == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    params = _as_tuple(params)
    if not (params[-1] is ... or isinstance(params[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateAlias(form, (*(_type_check(p, msg) for p in params[:-1]), params[-1]))


def _unpack(form, params):
    return _UnpackAlias(form, (_type_check(params, f"{form} accepts only single type."),))


def _annotated(form, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    if _is_unpacked(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, params[1:])


NoReturn, Never, Self, LiteralString, TypeAlias = map(_SpecialForm, ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias"))
Optional = _SpecialForm("Optional", _optional)
Literal = _SpecialForm("Literal", _literal)
ClassVar = _SpecialForm("ClassVar", _one_special)
Final = _SpecialForm("Final", _one_special)
TypeGuard = _SpecialForm("TypeGuard", _one)
TypeIs = _SpecialForm("TypeIs", _one)
Required = _SpecialForm("Required", _one_special)
NotRequired = _SpecialForm("NotRequired", _one_special)
ReadOnly = _SpecialForm("ReadOnly", _one_special)
Concatenate = _SpecialForm("Concatenate", _concatenate)
Unpack = _SpecialForm("Unpack", _unpack)
Annotated = _SpecialForm("Annotated", _annotated)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """A type compatible with every other."""

    def __new__(cls, *args, **kwds):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


# Aliases.


class _BaseAlias:
    """Something that stands for __origin__."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst, self._name, self.__origin__ = inst, name, origin

    def __call__(self, *args, **kwds):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwds)
        try:
            made.__orig_class__ = self
        except Exception:
            pass  # slots, or a __setattr__ of its own
        return made

    def __mro_entries__(self, bases):
        out = []
        if self.__origin__ not in bases:
            out.append(self.__origin__)
        after = bases[bases.index(self) + 1 :]
        if not any(isinstance(b, _BaseAlias) or isinstance(b, type) and issubclass(b, Generic) for b in after):
            out.append(Generic)
        return tuple(out)

    def __getattr__(self, name):
        if name in ("__origin__", "__args__"):
            raise AttributeError(name)
        if "__origin__" in self.__dict__ and not (name.startswith("__") and name.endswith("__")):
            return getattr(self.__origin__, name)
        if name in ("__name__", "__qualname__") and "__origin__" in self.__dict__:
            return self._name or self.__origin__.__name__
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if (name.startswith("__") and name.endswith("__")) or name in ("_inst", "_name", "_nparams", "_defaults"):
            object.__setattr__(self, name, value)
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return sorted(set(object.__dir__(self)) | {a for a in dir(self.__origin__) if not a.startswith("__")})

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _GenericAlias(_BaseAlias):
    """A subscripted class or special form."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        args = _as_tuple(args)
        self.__args__ = args
        self.__parameters__ = _check_order(_parameters(args)) if origin in (Generic, Protocol) else _parameters(args)
        if name is None:
            self.__module__ = getattr(origin, "__module__", "typing")

    def _copy(self, args):
        return type(self)(self.__origin__, args, inst=self._inst, name=self._name)

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        given = _unpack_args(_type_convert(a) for a in _as_tuple(args))
        for param in self.__parameters__:
            if (prepare := getattr(param, "__typing_prepare_subst__", None)) is not None:
                given = prepare(self, given)
        if len(given) != len(self.__parameters__):
            word = "many" if len(given) > len(self.__parameters__) else "few"
            raise TypeError(f"Too {word} arguments for {self}; actual {len(given)}, expected {len(self.__parameters__)}")
        table = dict(zip(self.__parameters__, given))
        return self._copy(self._replace(self.__args__, table))

    def _replace(self, args, table):
        out = []
        for arg in args:
            if isinstance(arg, type):
                out.append(arg)
                continue
            if isinstance(arg, (tuple, list)):
                out.append(type(arg)(self._replace(arg, table)))
                continue
            if subst := getattr(arg, "__typing_subst__", None):
                new = subst(table[arg])
            elif inner := getattr(arg, "__parameters__", ()):
                chosen = []
                for p in inner:
                    chosen.extend(table[p]) if isinstance(p, TypeVarTuple) else chosen.append(table[p])
                new = arg[tuple(chosen)]
            else:
                new = arg
            if self.__origin__ is collections.abc.Callable and isinstance(new, tuple):
                out.extend(new)
            elif _is_unpacked(arg) and isinstance(arg.__args__[0], TypeVarTuple):
                out.extend(new)
            else:
                out.append(new)
        return tuple(out)

    def __repr__(self):
        name = "typing." + self._name if self._name else _show(self.__origin__)
        args = ", ".join(map(_show, self.__args__)) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __reduce__(self):
        import operator

        origin = globals()[self._name] if self._name else self.__origin__
        args = self.__args__
        return operator.getitem, (origin, args[0] if len(args) == 1 and not isinstance(args[0], tuple) else args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            for b in bases[bases.index(self) + 1 :]:
                if isinstance(b, _BaseAlias) and b is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_BaseAlias):
    """A deprecated alias of a class of builtins or collections, such as List.
    _nparams is the number of parameters: -1 for any, or a pair for a range."""

    def __init__(self, origin, arity, *, inst=True, name, default=()):
        super().__init__(origin, inst=inst, name=name)
        self._nparams, self._defaults = arity, default
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, params):
        params = _check_each(_as_tuple(params), "Parameters to generic types must be types.")
        n, most = len(params), self._nparams
        least = most - len(self._defaults)
        if n < least or n > most:
            expected = f"at least {least}" if self._defaults else most
            raise TypeError(f"Too {'many' if n > most else 'few'} arguments for {self}; actual {n}, expected {expected}")
        if self._defaults:
            params += self._defaults[n - least :]
        return self._made(params)

    def _made(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias):
    def __getitem__(self, params):
        params = _as_tuple(params)
        if len(params) >= 2 and params[-1] is ...:
            return self._made((*_check_each(params[:-1], "Tuple[t, ...]: t must be a type."), ...))
        return self._made(_check_each(params, "Tuple[t0, t1, ...]: each t must be a type."))


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            args = (...,)
        elif isinstance(args, (list, tuple)):
            args = tuple(_type_convert(a) for a in args)
        else:
            args = (args,) if _is_param_expr(args) else (_type_check(args, "Callable[[arg, ...], result]: each arg must be a type."),)
        return _CallableAlias(self.__origin__, (*args, result), name="Callable", inst=True)


class _CallableAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f"typing.Callable[[{', '.join(map(_show, args[:-1]))}], {_show(args[-1])}]"

    def __reduce__(self):
        import operator

        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (Callable, args)


class _LiteralAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return {(type(a), a) for a in self.__args__} == {(type(a), a) for a in other.__args__}

    def __hash__(self):
        return hash(frozenset((type(a), a) for a in self.__args__))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__)) or '()'}]"


class _ConcatenateAlias(_GenericAlias):
    def _copy(self, args):
        last = args[-1]
        if isinstance(last, (list, tuple)):
            return (*args[:-1], *last)
        if isinstance(last, _ConcatenateAlias):
            args = (*args[:-1], *last.__args__)
        return super()._copy(args)


class _UnpackAlias(_GenericAlias):
    def __repr__(self):
        return f"typing.Unpack[{_show(self.__args__[0])}]"

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        (arg,) = self.__args__
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata, origin = origin.__metadata__ + metadata, origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def _copy(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_show(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(name)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __reduce__(self):
        import operator

        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))


def _define_collections():
    """Make List, Mapping and the like."""
    import contextlib

    abc = collections.abc
    none = type(None)
    made = {
        "Awaitable": (abc.Awaitable, 1), "Coroutine": (abc.Coroutine, 3), "AsyncIterable": (abc.AsyncIterable, 1), "AsyncIterator": (abc.AsyncIterator, 1),
        "Iterable": (abc.Iterable, 1), "Iterator": (abc.Iterator, 1), "Reversible": (abc.Reversible, 1), "Container": (abc.Container, 1),
        "Collection": (abc.Collection, 1), "AbstractSet": (abc.Set, 1), "MutableSet": (abc.MutableSet, 1), "Mapping": (abc.Mapping, 2),
        "MutableMapping": (abc.MutableMapping, 2), "Sequence": (abc.Sequence, 1), "MutableSequence": (abc.MutableSequence, 1),
        "MappingView": (abc.MappingView, 1), "KeysView": (abc.KeysView, 1), "ItemsView": (abc.ItemsView, 2), "ValuesView": (abc.ValuesView, 1),
        "ContextManager": (contextlib.AbstractContextManager, 2, (bool | None,)),
        "AsyncContextManager": (contextlib.AbstractAsyncContextManager, 2, (bool | None,)),
        "Generator": (abc.Generator, 3, (none, none)), "AsyncGenerator": (abc.AsyncGenerator, 2, (none,)),
    }
    concrete = {
        "List": (list, 1), "Set": (set, 1), "FrozenSet": (frozenset, 1), "Dict": (dict, 2), "Deque": (collections.deque, 1),
        "DefaultDict": (collections.defaultdict, 2), "OrderedDict": (collections.OrderedDict, 2), "Counter": (collections.Counter, 1),
        "ChainMap": (collections.ChainMap, 2), "Type": (type, 1),
    }
    plain = "List", "Set", "FrozenSet", "Dict", "Type"  # not to be called
    for name, (origin, arity, *default) in (made | concrete).items():
        yield name, _SpecialGenericAlias(origin, arity, name=name, inst=name not in plain, default=default[0] if default else ())


globals().update(_define_collections())
Hashable = _SpecialGenericAlias(collections.abc.Hashable, 0, name="Hashable")
Sized = _SpecialGenericAlias(collections.abc.Sized, 0, name="Sized")
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Callable = _CallableType(collections.abc.Callable, 2, name="Callable")


def __getattr__(name):
    """Names that bring in other modules are made when they are asked for."""
    if name in ("Pattern", "Match"):
        import re

        value = _SpecialGenericAlias(getattr(re, name), 1, name=name)
    elif name == "ForwardRef":
        from annotationlib import ForwardRef as value
    elif name in _elsewhere:
        value = getattr(__import__(_elsewhere[name]), name)
    elif name == "ByteString":
        import _collections_abc

        value = _SpecialGenericAlias(_collections_abc.ByteString, 0, name="ByteString")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


_elsewhere = dict.fromkeys(("IO", "TextIO", "BinaryIO"), "_typing_io")
_elsewhere |= dict.fromkeys(("NamedTuple", "TypedDict", "_TypedDictMeta", "is_typeddict", "NewType"), "_typing_records")
_elsewhere |= dict.fromkeys(
    (
        "assert_never", "reveal_type", "dataclass_transform", "overload", "get_overloads", "clear_overloads", "no_type_check",
        "no_type_check_decorator", "get_type_hints", "evaluate_forward_ref",
    ),
    "_typing_functions",
)


# Generic and Protocol.


def _generic_subscript(cls, args):
    """cls[args] for Generic and what derives from it."""
    args = tuple(_type_convert(a) for a in _as_tuple(args))
    if cls in (Generic, Protocol):
        word = cls.__name__
        if not args:
            raise TypeError(f"Parameter list to {word}[...] cannot be empty")
        if not all(isinstance(a, _type_params) or _is_unpacked(a) and isinstance(a.__args__[0], TypeVarTuple) for a in args):
            raise TypeError(f"Parameters to {word}[...] must all be type variables or parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {word}[...] must all be unique")
        return _GenericAlias(cls, args)
    if not getattr(cls, "__parameters__", ()):
        raise TypeError(f"{cls} is not a generic class")
    given = _unpack_args(args)
    for param in cls.__parameters__:
        if (prepare := getattr(param, "__typing_prepare_subst__", None)) is not None:
            given = prepare(cls, given)
    wanted = len(cls.__parameters__)
    if len(given) != wanted:
        word = "many" if len(given) > wanted else "few"
        raise TypeError(f"Too {word} arguments for {cls}; actual {len(given)}, expected {wanted}")
    out = []
    for param, arg in zip(cls.__parameters__, given):
        out.extend(arg) if isinstance(param, TypeVarTuple) else out.append(arg)
    return _GenericAlias(cls, tuple(out))


class Generic:
    """The base of generic classes."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        return _generic_subscript(cls, params)

    def __init_subclass__(cls, *args, **kwds):
        super().__init_subclass__(*args, **kwds)
        own = cls.__dict__.get("__orig_bases__")
        if own is not None:
            wrong = Generic in own
        else:
            wrong = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls).__name__ != "_TypedDictMeta"
        if wrong:
            raise TypeError("Cannot inherit from plain Generic")
        params = ()
        if own is not None:
            params = _parameters(own)
            generic = None
            for base in own:
                if isinstance(base, _GenericAlias) and base.__origin__ in (Generic, Protocol):
                    if generic is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    generic = base
            if generic is None:
                _check_order(params)
            else:
                extra = [p for p in params if p not in generic.__parameters__]
                if extra:
                    raise TypeError(
                        f"Some type variables ({', '.join(map(str, extra))}) are not listed in {generic.__origin__.__name__}"
                        f"[{', '.join(map(str, generic.__parameters__))}]"
                    )
                params = generic.__parameters__
        cls.__parameters__ = tuple(params)


# What a protocol class holds that is no member of the protocol.
_not_members = frozenset(
    """__module__ __qualname__ __firstlineno__ __static_attributes__ __doc__ __dict__ __weakref__ __slots__ __annotations__ __annotate__
    __annotate_func__ __annotations_cache__ __abstractmethods__ __parameters__ __orig_bases__ __orig_class__ __init__ __new__ __subclasshook__
    __class_getitem__ __match_args__ __type_params__ __protocol_attrs__ __non_callable_proto_members__ __init_subclass__ _is_protocol
    _is_runtime_protocol _abc_impl __conditional_annotations__ _abc_registry _abc_cache""".split()
)


def _protocol_members(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        names.update(base.__dict__)
        names.update(_annotations_of(base))
    return {n for n in names if n not in _not_members and not n.startswith("_abc_")}


def _annotations_of(cls):
    try:
        return cls.__annotations__
    except Exception:
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


def _static(obj, name):
    """Look an attribute up without running code of the object's."""
    for base in type(obj).__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return vars(obj)[name] if hasattr(obj, "__dict__") else {}[name]


import abc as _abc  # noqa: E402


class _ProtocolMeta(_abc.ABCMeta):
    def __new__(mcls, name, bases, namespace, /, **kwds):
        if bases and not (name == "Protocol" and bases == (Generic,)):
            if Protocol in bases:
                for base in bases:
                    if not (base in (object, Generic) or base.__name__ in _protocol_allowed.get(base.__module__, ()) or getattr(base, "_is_protocol", False)):
                        raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
        return super().__new__(mcls, name, bases, namespace, **kwds)

    def __init__(cls, *args, **kwds):
        if getattr(cls, "_is_protocol", False):
            cls.__protocol_attrs__ = _protocol_members(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if cls._is_protocol and not getattr(cls, "_is_runtime_protocol", False):
            if not isinstance(other, type):
                raise TypeError("issubclass() arg 1 must be a class")
            if sys._getframe(1).f_globals.get("__name__") not in ("abc", "functools", None):
                raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        elif cls._is_protocol and isinstance(other, type):
            data = [n for n in cls.__protocol_attrs__ if not callable(getattr(cls, n, None))]
            if data and cls.__dict__.get("__subclasshook__") is _proto_hook_method:
                raise TypeError(f"Protocols with non-method members don't support issubclass(). Non-method members: {str(sorted(data))[1:-1]}.")
        return super().__subclasscheck__(other)

    def __instancecheck__(cls, obj):
        if cls is Protocol:
            return type.__instancecheck__(cls, obj)
        if not getattr(cls, "_is_protocol", False):
            return super().__instancecheck__(obj)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if _abc.ABCMeta.__subclasscheck__(cls, type(obj)):
            return True
        for name in cls.__protocol_attrs__:
            try:
                value = _static(obj, name)
            except KeyError:
                return False
            if value is None and callable(getattr(cls, name, None)):
                return False
        return True


_protocol_allowed = {
    "collections.abc": ["Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "AsyncIterator", "Hashable", "Sized", "Container", "Collection", "Reversible", "Buffer"],
    "contextlib": ["AbstractContextManager", "AbstractAsyncContextManager"],
    "_collections_abc": ["Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "AsyncIterator", "Hashable", "Sized", "Container", "Collection", "Reversible", "Buffer"],
    "os": ["PathLike"],
}


def _proto_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    for name in cls.__protocol_attrs__:
        for base in other.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
            if issubclass(other, Generic) and getattr(other, "_is_protocol", False) and name in _annotations_of(base):
                break
        else:
            return NotImplemented
    return True


_proto_hook_method = classmethod(_proto_hook)


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    # A class whose own __init__ comes later in the MRO than the protocol's.
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            return init(self, *args, **kwargs)
    return object.__init__(self)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that describe the methods of others."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwds):
        super().__init_subclass__(*args, **kwds)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = _proto_hook_method
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init


def runtime_checkable(cls):
    """Let isinstance() look for the members of a protocol."""
    if not ((isinstance(cls, type) or isinstance(cls, _BaseAlias)) and issubclass(cls, Generic)) or not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def is_protocol(tp, /):
    return isinstance(tp, type) and getattr(tp, "_is_protocol", False) and tp is not Protocol


def get_protocol_members(tp, /):
    if not is_protocol(tp):
        raise TypeError(f"{tp!r} is not a Protocol")
    return frozenset(tp.__protocol_attrs__)


def _supports(name, method, result=None):
    """A protocol of one method."""

    def body(ns):
        def stub(self):
            pass

        stub.__name__, stub.__qualname__ = method, f"{name}.{method}"
        ns.update({method: _abc.abstractmethod(stub), "__module__": "typing", "__slots__": ()})

    base = Protocol if result is None else Protocol[TypeVar("T_co", covariant=True)]
    return runtime_checkable(types.new_class(name, (base,), exec_body=body))


SupportsInt = _supports("SupportsInt", "__int__")
SupportsFloat = _supports("SupportsFloat", "__float__")
SupportsComplex = _supports("SupportsComplex", "__complex__")
SupportsBytes = _supports("SupportsBytes", "__bytes__")
SupportsIndex = _supports("SupportsIndex", "__index__")
SupportsAbs = _supports("SupportsAbs", "__abs__", True)
SupportsRound = _supports("SupportsRound", "__round__", True)
AnyStr = TypeVar("AnyStr", bytes, str)


# Functions.


def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def _marker(attr, doc):
    def mark(obj):
        try:
            setattr(obj, attr, True)
        except (AttributeError, TypeError):
            pass  # the mark is for readers only
        return obj

    mark.__doc__ = doc
    return mark


final = _marker("__final__", "Say that a method is not to be overridden, or a class not to be subclassed.")
override = _marker("__override__", "Say that a method overrides one of a base class.")
final.__name__ = final.__qualname__ = "final"
override.__name__ = override.__qualname__ = "override"


def get_origin(tp):
    """list for List[int] and list[int], Annotated for Annotated[int, 1], None for what is no alias."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseAlias, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, Union):
        return Union
    return None


def get_args(tp):
    """The arguments of an alias: ([int], str) for Callable[[int], str]."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is collections.abc.Callable and not (len(args) == 2 and _is_param_expr(args[0])):
            return (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, Union):
        return tp.__args__
    return ()


__all__ = """
AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable BinaryIO ByteString Callable ChainMap
ClassVar Collection Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic
Hashable IO ItemsView Iterable Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping MutableSequence MutableSet
NamedTuple Never NewType NoDefault NoReturn NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly
Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound
TYPE_CHECKING Text TextIO Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack ValuesView assert_never
assert_type cast clear_overloads dataclass_transform evaluate_forward_ref final get_args get_origin get_overloads get_protocol_members get_type_hints
is_protocol is_typeddict no_type_check no_type_check_decorator overload override reveal_type runtime_checkable
""".split()
