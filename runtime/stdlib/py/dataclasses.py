"""Classes that hold data."""

import sys

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
    "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Sentinel:
    def __init__(self, text):
        self._text = text

    def __repr__(self):
        return self._text


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


MISSING, KW_ONLY = _MISSING_TYPE(), _KW_ONLY_TYPE()
_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = _Sentinel("_FIELD"), _Sentinel("_FIELD_CLASSVAR"), _Sentinel("_FIELD_INITVAR")
_HAS_DEFAULT_FACTORY = _Sentinel("<factory>")
_FIELDS, _PARAMS, _POST_INIT_NAME = "__dataclass_fields__", "__dataclass_params__", "__post_init__"
_empty = type(type.__dict__)({})
_atomic = frozenset({
    type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented), type(len), type(lambda: 0), type, range, property,
})


_running = set()


def _recursive_repr(show):
    """Shows an object that is within itself as dots."""

    def __repr__(self):
        import threading

        key = id(self), threading.get_ident()
        if key in _running:
            return "..."
        _running.add(key)
        try:
            return show(self)
        finally:
            _running.discard(key)

    __repr__.__wrapped__ = show
    return __repr__


class InitVar:
    """A parameter of __init__ that is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One field of a dataclass."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only", "doc", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc=None):
        self.name = self.type = None
        self.default, self.default_factory, self.init, self.repr = default, default_factory, init, repr
        self.hash, self.compare, self.kw_only, self.doc = hash, compare, kw_only, doc
        self.metadata = _empty if metadata is None else type(_empty)(metadata)
        self._field_type = None

    @_recursive_repr
    def __repr__(self):
        order = "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only", "doc"
        shown = ",".join(f"{n}={getattr(self, n)!r}" for n in order)
        return f"Field({shown},_field_type={self._field_type})"

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def field(
    *, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING,
    doc=None
):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots", "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return "_DataclassParams(" + ",".join(f"{n}={getattr(self, n)!r}" for n in self.__slots__) + ")"


def _word(text):
    """The word that a text begins with, and what comes after it."""
    text, n = text.lstrip(), 0
    while n < len(text) and (text[n].isalnum() or text[n] == "_"):
        n += 1
    return text[:n], text[n:].lstrip()


def _names_type(annotation, cls, module_name, wanted):
    """Whether an annotation, perhaps as text, is one of the wanted objects."""
    if not isinstance(annotation, str):
        return wanted(annotation)
    name, rest = _word(annotation)
    space = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if rest.startswith(".") and (member := _word(rest[1:])[0]):
        module = space.get(name)
        if module is None or module is not sys.modules.get(module_name):
            return False
        name, space = member, module.__dict__
    value = space.get(name)
    return value is not None and wanted(value)


def _is_classvar(annotation):
    typing = sys.modules.get("typing")
    return typing is not None and (
        annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar)


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY or annotation is _KW_ONLY_TYPE


def _get_field(cls, name, annotation, kw_only):
    """The Field for an annotated name."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING  # the slot of a base
        f = field(default=default)
    f.name, f.type, f._field_type = name, annotation, _FIELD
    if _names_type(annotation, cls, "typing", _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _names_type(annotation, cls, "dataclasses", _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {f.default.__class__} for field {f.name} is not allowed: use default_factory")
    return f


def _collect(cls, kw_only):
    """All fields: those of the bases, then the class's own."""
    found, any_frozen, all_frozen, has_bases = {}, False, True, False
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, _FIELDS, None)
        if inherited is not None:
            has_bases = True
            for f in inherited.values():
                found[f.name] = f
            frozen = getattr(base, _PARAMS).frozen
            any_frozen, all_frozen = any_frozen or frozen, all_frozen and frozen
    from annotationlib import Format, get_annotations

    own, seen_marker = [], False
    for name, annotation in get_annotations(cls, format=Format.FORWARDREF).items():
        if _names_type(annotation, cls, "dataclasses", _is_kw_only):
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        found[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    annotated = {f.name for f in own}
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotated:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found, has_bases, any_frozen, all_frozen


def _define(cls, name, lines, space):
    """Make a method of generated source."""
    made, module = {}, sys.modules.get(cls.__module__)
    # Annotations of the method are looked up in the class's module.
    exec("\n".join([f"def make({', '.join(space)}):", *[" " + line for line in lines], f" return {name}"]), vars(module) if module else {}, made)
    method = made["make"](**space)
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    method.__module__ = cls.__module__
    return method


def _init(cls, all_fields, frozen, slots):
    params, space = [], {"_missing": _HAS_DEFAULT_FACTORY, "_set": object.__setattr__}
    std = [f for f in all_fields if f.init and not f.kw_only]
    kw = [f for f in all_fields if f.init and f.kw_only]
    seen = None
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen = f
        elif seen:
            raise TypeError(f"non-default argument {f.name!r} follows default argument {seen.name!r}")

    def param(f):
        if f.default is not MISSING:
            space[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        return f"{f.name}=_missing" if f.default_factory is not MISSING else f.name

    self_name = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"
    params = [self_name, *map(param, std)] + (["*", *map(param, kw)] if kw else [])
    body = []
    for f in all_fields:
        if f._field_type is _FIELD_INITVAR:
            continue
        value = f.name
        if f.default_factory is not MISSING:
            space[f"_factory_{f.name}"] = f.default_factory
            made = f"_factory_{f.name}()"
            value = f"{made} if {f.name} is _missing else {f.name}" if f.init else made
        elif not f.init:
            if not (slots and f.default is not MISSING):
                continue
            space[f"_default_{f.name}"] = f.default
            value = f"_default_{f.name}"
        if frozen:
            body.append(f" _set({self_name}, {f.name!r}, {value})")
        else:
            body.append(f" {self_name}.{f.name} = {value}")
    if hasattr(cls, _POST_INIT_NAME):
        variables = ", ".join(f.name for f in all_fields if f._field_type is _FIELD_INITVAR)
        body.append(f" {self_name}.{_POST_INIT_NAME}({variables})")
    method = _define(cls, "__init__", [f"def __init__({', '.join(params)}):", *(body or [" pass"])], space)
    method.__annotations__ = {f.name: f.type for f in std + kw} | {"return": None}
    return method


def _repr(shown):
    @_recursive_repr
    def __repr__(self):
        inside = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
        return f"{self.__class__.__qualname__}({inside})"

    return __repr__


def _tuple_of(obj, names):
    return "(" + "".join(f"{obj}.{name}, " for name in names) + ")"


def _compare(cls, name, sign, names):
    return _define(cls, name, [
        f"def {name}(self, other):", " if other.__class__ is self.__class__:",
        f"  return {_tuple_of('self', names)} {sign} {_tuple_of('other', names)}", " return NotImplemented"], {})


def _frozen_methods(cls, names):
    names = frozenset(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _set_hash(cls, params, names, has_hash):
    """What the combination of options says about __hash__."""
    if params.unsafe_hash:
        if has_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif not params.eq or has_hash:
        return
    elif not params.frozen:
        cls.__hash__ = None
        return
    cls.__hash__ = _define(cls, "__hash__", ["def __hash__(self):", f" return hash({_tuple_of('self', names)})"], {})


def _process(cls, *options):
    params = _DataclassParams(*options)
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    fields, has_bases, any_frozen, all_frozen = _collect(cls, params.kw_only)
    if has_bases:
        if any_frozen and not params.frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not all_frozen and params.frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, params)
    space = cls.__dict__
    given_hash = space.get("__hash__", MISSING)
    has_hash = not (given_hash is MISSING or given_hash is None and "__eq__" in space)
    parameters = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    own = [f for f in fields.values() if f._field_type is _FIELD]
    if params.init and "__init__" not in space:
        cls.__init__ = _init(cls, parameters, params.frozen, params.slots)
    cls.__replace__ = _replace

    def add(name, method):
        if name in space:
            return True
        method.__qualname__, method.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
        setattr(cls, name, method)
        return False

    if params.repr:
        add("__repr__", _repr([f.name for f in own if f.repr]))
    compared = [f.name for f in own if f.compare]
    if params.eq and "__eq__" not in space:
        conditions = " and ".join(f"self.{n} == other.{n}" for n in compared) or "True"
        add("__eq__", _define(cls, "__eq__", [
            "def __eq__(self, other):", " if self is other:", "  return True", " if other.__class__ is self.__class__:",
            f"  return {conditions}", " return NotImplemented"], {}))
    if params.order:
        for name, sign in ("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">="):
            if add(name, _compare(cls, name, sign, compared)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__} Consider using functools.total_ordering")
    if params.frozen:
        for name, method in zip(("__setattr__", "__delattr__"), _frozen_methods(cls, [f.name for f in own])):
            if add(name, method):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    _set_hash(cls, params, [f.name for f in own if (f.compare if f.hash is None else f.hash)], has_hash)
    if not getattr(cls, "__doc__"):
        try:
            from inspect import signature

            cls.__doc__ = cls.__name__ + str(signature(cls)).replace(" -> None", "")
        except (TypeError, ValueError, ImportError, AttributeError):
            cls.__doc__ = cls.__name__
    if params.match_args and "__match_args__" not in space:
        cls.__match_args__ = tuple(f.name for f in parameters if f.init and not f.kw_only)
    if params.weakref_slot and not params.slots:
        raise TypeError("weakref_slot is True but slots is False")
    if params.slots:
        cls = _with_slots(cls, params, [f.name for f in own])
    from abc import update_abstractmethods

    update_abstractmethods(cls)
    return cls


def _slot_names(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ("__weakref__",) if "__weakref__" in cls.__dict__ else ()
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _with_slots(cls, params, names):
    """The class made anew with __slots__, which cannot be added later."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {s for base in cls.__mro__[1:-1] for s in _slot_names(base)}
    slots = [n for n in names if n not in inherited]
    if params.weakref_slot and "__weakref__" not in inherited:
        slots.append("__weakref__")
    space = dict(cls.__dict__)
    space["__slots__"] = tuple(slots)
    docs = {f.name: f.doc for f in getattr(cls, _FIELDS).values()}
    if any(docs.get(n) for n in slots):
        space["__slots__"] = {n: docs.get(n) for n in slots}
    for name in names:
        space.pop(name, None)
    for name in ("__dict__", "__weakref__"):
        space.pop(name, None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    if params.frozen:
        for name, method in zip(("__setattr__", "__delattr__"), _frozen_methods(made, names)):
            method.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(made, name, method)
        if "__getstate__" not in cls.__dict__:
            made.__getstate__ = _dataclass_getstate
        if "__setstate__" not in cls.__dict__:
            made.__setstate__ = _dataclass_setstate
    # Methods that say super() or __class__ mean the class that is in use now.
    for member in space.values():
        for func in (member, getattr(member, "__func__", None), getattr(member, "fget", None)):
            for cell in getattr(func, "__closure__", None) or ():
                try:
                    if cell.cell_contents is cls:
                        cell.cell_contents = made
                except ValueError:
                    pass
    return made


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(
    cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
    slots=False, weakref_slot=False
):
    """Give a class methods that its annotations ask for."""
    options = init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot
    if cls is None:
        return lambda cls: _process(cls, *options)
    return _process(cls, *options)


def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _convert(obj, make):
    """Copy a value, with make() for dataclasses in it."""
    kind = type(obj)
    if kind in _atomic:
        return obj
    if hasattr(kind, _FIELDS):
        return make(obj)
    if isinstance(obj, tuple):
        items = [_convert(v, make) for v in obj]
        return kind(*items) if hasattr(obj, "_fields") else kind(items)
    if isinstance(obj, list):
        return kind([_convert(v, make) for v in obj])
    if isinstance(obj, dict):
        pairs = [(_convert(k, make), _convert(v, make)) for k, v in obj.items()]
        if hasattr(kind, "default_factory"):
            made = kind(obj.default_factory)
            for k, v in pairs:
                made[k] = v
            return made
        return kind(pairs)
    import copy

    return copy.deepcopy(obj)


def _need_instance(obj, name):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError(f"{name}() should be called on dataclass instances")


def asdict(obj, *, dict_factory=dict):
    _need_instance(obj, "asdict")

    def make(obj):
        return dict_factory([(f.name, _convert(getattr(obj, f.name), make)) for f in fields(obj)])

    return make(obj)


def astuple(obj, *, tuple_factory=tuple):
    _need_instance(obj, "astuple")

    def make(obj):
        return tuple_factory([_convert(getattr(obj, f.name), make) for f in fields(obj)])

    return make(obj)


def make_dataclass(
    cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
    match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None, decorator=dataclass
):
    """A new dataclass of names, or (name, type), or (name, type, Field)."""
    from keyword import iskeyword

    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            import typing

            name, kind = item, typing.Any
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind
    import types

    def body(space):
        space.update(namespace or {})
        space.update(defaults)
        space["__annotations__"] = annotations

    cls = types.new_class(cls_name, bases, {}, body)
    if module is None:
        module = sys._getframemodulename(1) or "__main__"
    if module is not None:
        cls.__module__ = module
    return decorator(
        cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args, kw_only=kw_only,
        slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A copy with other values for some fields."""
    if not hasattr(type(obj), _FIELDS):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
