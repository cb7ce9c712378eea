"""typing's NamedTuple, TypedDict and NewType, which come in when they are asked for."""

import collections
import sys
from typing import Annotated, Generic, NotRequired, ReadOnly, Required, Union, _generic_subscript, _type_check, get_origin


def _make_named(name, fields, annotations, module, defaults=()):
    made = collections.namedtuple(name, fields, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = annotations
    return made


def _body_annotations(ns):
    """The annotations in the namespace of a class body."""
    if "__annotations__" in ns:
        return ns["__annotations__"]
    annotate = ns.get("__annotate_func__") or ns.get("__annotate__")
    if annotate is None:
        return {}
    import annotationlib

    return annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF)


_fixed = frozenset(("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_field_types", "_make", "_replace", "_asdict", "_source"))


class _NamedTupleMeta(type):
    def __new__(meta, name, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        hints = _body_annotations(ns)
        hints = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in hints.items()}
        defaulted = []
        for field in hints:
            if field in ns:
                defaulted.append(field)
            elif defaulted:
                raise TypeError(
                    f"Non-default namedtuple field {field} cannot follow default field{'s' if len(defaulted) > 1 else ''} {', '.join(defaulted)}"
                )
        made = _make_named(name, list(hints), hints, ns["__module__"], [ns[n] for n in defaulted])
        if Generic in bases:
            made.__bases__ = bases
            made.__class_getitem__ = classmethod(_generic_subscript)
        for key, value in ns.items():
            if key in _fixed:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key in ("__module__", "__name__", "__qualname__", "__annotations__", "__annotate__", "__annotate_func__", "__classcell__", "__classdictcell__"):
                continue
            if key not in made._fields:
                setattr(made, key, value)
                if hasattr(type(value), "__set_name__"):
                    type(value).__set_name__(value, made, key)
        if Generic in bases:
            made.__init_subclass__()
        return made


def NamedTuple(typename, fields, /):
    """A named tuple whose fields have types."""
    types_ = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in fields}
    made = _make_named(typename, list(types_), types_, sys._getframe(1).f_globals.get("__name__"))
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


def _qualifiers(hint):
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint = hint.__origin__
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            (hint,) = hint.__args__
        else:
            return


class _TypedDictMeta(type):
    def __new__(meta, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        own = {
            n: _type_check(t, "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type", allow_special_forms=True)
            for n, t in _body_annotations(ns).items()
        }
        ns = {k: v for k, v in ns.items() if k not in ("__annotations__", "__annotate__", "__annotate_func__")}
        made = type.__new__(meta, name, (*generic, dict), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        hints, required, optional, readonly, mutable = {}, set(), set(), set(), set()
        for base in bases:
            hints.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
            readonly |= base.__dict__.get("__readonly_keys__", set())
            mutable |= base.__dict__.get("__mutable_keys__", set())
        for key, hint in own.items():
            found = set(_qualifiers(hint))
            needed = True if Required in found else False if NotRequired in found else total
            (required if needed else optional).add(key)
            (optional if needed else required).discard(key)
            (readonly if ReadOnly in found else mutable).add(key)
        hints.update(own)
        made.__annotations__ = hints
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        made.__readonly_keys__, made.__mutable_keys__ = frozenset(readonly), frozenset(mutable)
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields, /, *, total=True):
    """A dict with named keys of given types."""
    ns = {"__annotations__": dict(fields), "__module__": sys._getframe(1).f_globals.get("__name__")}
    made = _TypedDictMeta(typename, (), ns, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta) and tp is not _TypedDict


class NewType:
    """A distinct type for checkers; at run time a function that returns its argument."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = sys._getframe(1).f_globals.get("__name__")
        if module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __mro_entries__(self, bases):
        name = self.__name__

        class Refuse:
            def __init_subclass__(cls):
                raise TypeError(
                    f"Cannot subclass an instance of NewType. Perhaps you were looking for: `{cls.__name__} = NewType({cls.__name__!r}, {name})`"
                )

        return (Refuse,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]



for _made in NamedTuple, TypedDict, NewType, is_typeddict, _NamedTuple, _TypedDict:
    _made.__module__ = "typing"
