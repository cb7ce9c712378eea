"""Higher-order functions and operations on callables."""

from _functools import Placeholder, _lru_cache_wrapper, cmp_to_key, partial, reduce

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache", "cmp_to_key", "lru_cache",
    "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property", "Placeholder",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        try:
            setattr(wrapper, name, value)
        except AttributeError:
            if name != "__annotate__" and name != "__type_params__":
                raise
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derived(name, root, join):
    """A comparison that follows from another one and equality."""

    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return join(self, other, result)

    compare.__name__ = name
    compare.__doc__ = getattr(int, name).__doc__
    return compare


# For each comparison a class may define: how the other three follow from it.
_derivations = {
    "__lt__": [
        ("__gt__", lambda a, b, r: not r and a != b),
        ("__le__", lambda a, b, r: r or a == b),
        ("__ge__", lambda a, b, r: not r),
    ],
    "__le__": [
        ("__ge__", lambda a, b, r: not r or a == b),
        ("__lt__", lambda a, b, r: r and a != b),
        ("__gt__", lambda a, b, r: not r),
    ],
    "__gt__": [
        ("__lt__", lambda a, b, r: not (r or a == b)),
        ("__ge__", lambda a, b, r: r or a == b),
        ("__le__", lambda a, b, r: not r),
    ],
    "__ge__": [
        ("__le__", lambda a, b, r: not r or a == b),
        ("__gt__", lambda a, b, r: r and a != b),
        ("__lt__", lambda a, b, r: not r),
    ],
}


def total_ordering(cls):
    """A class decorator that derives the comparisons a class lacks."""
    roots = {op for op in _derivations if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = next(op for op in _derivations if op in roots)
    for name, join in _derivations[root]:
        if name not in roots:
            setattr(cls, name, _derived(name, root, join))
    return cls


def _cache_info_type():
    from collections import namedtuple

    global _CacheInfo
    _CacheInfo = namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")
    return _CacheInfo


_CacheInfo = None


def _cache_info(*counts):
    return (_CacheInfo or _cache_info_type())(*counts)


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the last calls."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def _cached(func, maxsize, typed):
    wrapper = _lru_cache_wrapper(func, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, func)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A method whose result becomes an attribute of the instance."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        kind = type(instance).__name__
        try:
            space = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {kind!r} instance to cache {name!r} property.") from None
        if name in space:
            return space[name]
        value = self.func(instance)
        try:
            space[name] = value
        except TypeError:
            raise TypeError(
                f"The '__dict__' attribute on {kind!r} instance does not support item assignment for caching {name!r} property."
            ) from None
        return value

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


class partialmethod:
    """A partial that is a method."""

    __slots__ = ("func", "args", "keywords", "__dict__", "__weakref__")

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and getattr(func, "__get__", None) is None:
            raise TypeError(f"the first argument {func!r} must be a callable or a descriptor")
        if args and args[-1] is Placeholder:
            raise TypeError("trailing Placeholders are not allowed")
        for value in keywords.values():
            if value is Placeholder:
                raise TypeError("Placeholder cannot be passed as a keyword argument")
        if isinstance(func, partialmethod):
            flat = partial(func.func, *func.args, **func.keywords)
            flat = partial(flat, *args, **keywords)
            func, args, keywords = func.func, flat.args, flat.keywords
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        cls = type(self)
        parts = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(parts)})"

    def _method(self):
        outer = self

        def _method(cls_or_self, /, *args, **keywords):
            rest = list(args)
            filled = [rest.pop(0) if a is Placeholder and rest else a for a in outer.args]
            return outer.func(cls_or_self, *filled, *rest, **{**outer.keywords, **keywords})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None and not isinstance(self.func, partial):
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    @classmethod
    def __class_getitem__(cls, item):
        return type(list[int])(cls, item)


def _implementations(cls, registry):
    """The registered classes of cls, its own and virtual bases, nearest first."""
    mro = cls.__mro__
    virtual = [t for t in registry if t not in mro and hasattr(t, "__mro__") and issubclass(cls, t)]
    # An abstract base belongs behind the least derived class that it claims.
    for base in mro:
        if base is not object or object in registry:
            mine = [t for t in virtual if issubclass(base, t) and not any(issubclass(b, t) for b in base.__bases__)]
        if base in registry and base is not object:
            yield base, False
        mine.sort(key=lambda t: -sum(issubclass(t, o) for o in mine))
        for t in mine:
            yield t, True
    if object in registry:
        yield object, False


def _find_impl(cls, registry):
    found = None
    for t, virtual in _implementations(cls, registry):
        if found is None:
            found, was_virtual = t, virtual
            continue
        if virtual and was_virtual and not issubclass(found, t):
            raise RuntimeError(f"Ambiguous dispatch: {found} or {t}")
        break
    return registry.get(found)


def singledispatch(func):
    """A function whose implementation the class of the first argument chooses."""
    import weakref

    registry = {}
    memo = weakref.WeakKeyDictionary()
    token = None

    def dispatch(cls):
        nonlocal memo, token
        if token is not None:
            from abc import get_cache_token

            if get_cache_token() != token:
                memo = weakref.WeakKeyDictionary()
                token = get_cache_token()
        try:
            return memo[cls]
        except KeyError:
            impl = registry[cls] if cls in registry else _find_impl(cls, registry)
            memo[cls] = impl
            return impl

    def is_class(cls):
        return isinstance(cls, type) and not hasattr(cls, "__origin__")

    def is_union(cls):
        return type(cls) is type(int | str) or getattr(cls, "__module__", None) == "typing" and hasattr(cls, "__args__")

    def valid(cls):
        if is_class(cls):
            return True
        return is_union(cls) and all(is_class(arg) for arg in cls.__args__)

    def register(cls, func=None):
        nonlocal memo, token
        if valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            plain = getattr(cls, "__func__", cls)  # of a class or static method
            if not getattr(plain, "__annotations__", {}):
                raise TypeError(
                    f"Invalid first argument to `register()`: {cls!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            from typing import get_type_hints

            name, cls = next(iter(get_type_hints(plain).items()))
            if not valid(cls):
                if is_union(cls):
                    raise TypeError(f"Invalid annotation for {name!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
        for each in cls.__args__ if is_union(cls) else (cls,):
            registry[each] = func
            if token is None and hasattr(each, "__abstractmethods__"):
                from abc import get_cache_token

                token = get_cache_token()
        memo = weakref.WeakKeyDictionary()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = type(type.__dict__)(registry)
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch for methods: the argument after self chooses."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        return _BoundDispatch(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    def __repr__(self):
        name = getattr(self.func, "__qualname__", None) or getattr(self.func, "__name__", "?")
        return f"<single dispatch method descriptor {name}>"


class _BoundDispatch:
    def __init__(self, descriptor, obj, cls):
        self._descriptor, self._obj, self._cls = descriptor, obj, cls
        func = descriptor.func
        for name in ("__module__", "__doc__"):
            try:
                setattr(self, name, getattr(func, name))
            except AttributeError:
                pass

    def __call__(self, /, *args, **kwargs):
        if not args:
            name = getattr(self._descriptor.func, "__name__", "singledispatchmethod method")
            raise TypeError(f"{name} requires at least 1 positional argument")
        method = self._descriptor.dispatcher.dispatch(args[0].__class__)
        if hasattr(method, "__get__"):
            method = method.__get__(self._obj, self._cls)
        return method(*args, **kwargs)

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__", "__isabstractmethod__", "__annotations__", "__type_params__"):
            return getattr(self._descriptor.func, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def __wrapped__(self):
        return self._descriptor.func

    @property
    def register(self):
        return self._descriptor.register

    def __repr__(self):
        func = self._descriptor.func
        name = getattr(func, "__qualname__", None) or getattr(func, "__name__", "?")
        if self._obj is not None:
            return f"<bound single dispatch method {name} of {self._obj!r}>"
        return f"<single dispatch method {name}>"
