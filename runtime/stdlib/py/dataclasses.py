"""Classes that mainly hold data (PEP 557)."""

import sys

__all__ = ["FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "asdict", "astuple", "dataclass", "field", "fields", "is_dataclass", "replace"]


class FrozenInstanceError(AttributeError):
    pass


class _MissingType:
    def __repr__(self):
        return "<dataclasses._MISSING_TYPE object>"


MISSING = _MissingType()


class _KwOnlyType:
    pass


KW_ONLY = _KwOnlyType()


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = {} if metadata is None else metadata
        self.kw_only = kw_only
        self._kind = "field"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind(annotation):
    if isinstance(annotation, str):
        text = annotation.replace("typing.", "")
        if text.startswith("ClassVar"):
            return "classvar"
        if text.startswith(("InitVar", "dataclasses.InitVar")):
            return "initvar"
        return "field"
    if isinstance(annotation, InitVar) or annotation is InitVar:
        return "initvar"
    typing = sys.modules.get("typing")
    if typing is not None and (annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar):
        return "classvar"
    return "field"


def _own_fields(cls, kw_only):
    out = []
    for name, annotation in cls.__dict__.get("__annotations__", None) or _annotations(cls):
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        default = getattr(cls, name, MISSING)
        f = default if isinstance(default, Field) else Field(default, MISSING, True, True, None, True, None, MISSING)
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        f.name, f.type, f._kind = name, annotation, _kind(annotation)
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if f._kind == "classvar":
            continue
        if f.default is not MISSING and f.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
        out.append(f)
    return out


def _annotations(cls):
    annotate = cls.__dict__.get("__annotate_func__")
    return list(annotate(1).items()) if annotate is not None else []


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    all_fields = {}
    for base in reversed(cls.__mro__[1:]):
        for f in getattr(base, "__dataclass_fields__", {}).values() if "__dataclass_fields__" in base.__dict__ else ():
            all_fields[f.name] = f
    for f in _own_fields(cls, kw_only):
        all_fields[f.name] = f
    cls.__dataclass_fields__ = all_fields
    flds = [f for f in all_fields.values() if f._kind == "field"]
    has_post = hasattr(cls, "__post_init__")
    if init:
        params = [f for f in all_fields.values() if f.init]
        std = [f for f in params if not f.kw_only]
        seen_default = None
        for f in std:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = f.name
            elif seen_default is not None:
                raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default!r}")
        _set(cls, "__init__", _make_init(cls, list(all_fields.values()), std, [f for f in params if f.kw_only], has_post, frozen))
    shown = [f.name for f in flds if f.repr]
    if repr_ and "__repr__" not in cls.__dict__:
        def __repr__(self):
            inner = ", ".join([f"{n}={getattr(self, n)!r}" for n in shown])
            return f"{self.__class__.__qualname__}({inner})"

        _set(cls, "__repr__", __repr__)
    compared = [f.name for f in flds if f.compare]

    def key(obj):
        return tuple([getattr(obj, n) for n in compared])

    if eq and "__eq__" not in cls.__dict__:
        def __eq__(self, other):
            if self is other:
                return True
            if other.__class__ is self.__class__:
                return key(self) == key(other)
            return NotImplemented

        _set(cls, "__eq__", __eq__)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, op in (("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b), ("__gt__", lambda a, b: a > b), ("__ge__", lambda a, b: a >= b)):
            def method(self, other, op=op):
                if other.__class__ is self.__class__:
                    return op(key(self), key(other))
                return NotImplemented

            _set(cls, name, method)
    if frozen:
        names = set(all_fields)

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)

        _set(cls, "__setattr__", __setattr__)
        _set(cls, "__delattr__", __delattr__)
    hashed = [f.name for f in flds if (f.compare if f.hash is None else f.hash)]
    explicit = cls.__dict__.get("__hash__", MISSING)
    if unsafe_hash or (eq and frozen and (explicit is MISSING or explicit is None)):
        def __hash__(self):
            return hash(tuple([getattr(self, n) for n in hashed]))

        _set(cls, "__hash__", __hash__)
    elif eq and explicit is MISSING:
        cls.__hash__ = None
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in all_fields.values() if f.init and not f.kw_only])
    if slots:
        cls = _add_slots(cls, [f.name for f in flds])
    return cls


def _set(cls, name, fn):
    fn.__qualname__ = f"{cls.__qualname__}.{name}"
    fn.__name__ = name
    setattr(cls, name, fn)


def _make_init(cls, all_fields, std, kw, has_post, frozen):
    namespace = {"_MISSING": MISSING, "_set": object.__setattr__}
    params = []

    def param(f):
        if f.default is not MISSING:
            namespace[f"_d_{f.name}"] = f.default
            return f"{f.name}=_d_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_MISSING"
        return f.name

    params += [param(f) for f in std]
    if kw:
        params.append("*")
        params += [param(f) for f in kw]
    body = []
    for f in all_fields:
        if f._kind == "initvar":
            continue
        if f.default_factory is not MISSING:
            namespace[f"_f_{f.name}"] = f.default_factory
            value = f"_f_{f.name}() if {f.name} is _MISSING else {f.name}" if f.init else f"_f_{f.name}()"
        elif f.init:
            value = f.name
        else:
            continue
        body.append(f"  _set(self, {f.name!r}, {value})" if frozen else f"  self.{f.name} = {value}")
    if has_post:
        initvars = ", ".join([f.name for f in all_fields if f._kind == "initvar"])
        body.append(f"  self.__post_init__({initvars})")
    text = f"def __init__({', '.join(['self'] + params)}):\n" + ("\n".join(body) or "  pass")
    exec(text, namespace)
    return namespace["__init__"]


def _add_slots(cls, names):
    namespace = dict(cls.__dict__)
    inherited = {s for c in cls.__mro__[1:] for s in c.__dict__.get("__slots__", ())}
    namespace["__slots__"] = tuple([n for n in names if n not in inherited])
    for n in names:
        namespace.pop(n, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        table = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in table.values() if f._kind == "field"])


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, "__dataclass_fields__")


def _convert(value, dict_factory):
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value, dict_factory=dict_factory)
    if isinstance(value, (list, tuple)):
        return type(value)([_convert(v, dict_factory) for v in value])
    if isinstance(value, dict):
        return {_convert(k, dict_factory): _convert(v, dict_factory) for k, v in value.items()}
    return value


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return dict_factory([(f.name, _convert(getattr(obj, f.name), dict_factory)) for f in fields(obj)])


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return tuple_factory([getattr(obj, f.name) for f in fields(obj)])


def replace(obj, /, **changes):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("replace() should be called on dataclass instances")
    for f in obj.__dataclass_fields__.values():
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
