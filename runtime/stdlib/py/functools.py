"""Higher-order functions and operations on callables."""

__all__ = ["WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "cache", "cached_property", "cmp_to_key", "lru_cache", "partial", "partialmethod", "reduce", "singledispatch", "total_ordering", "update_wrapper", "wraps"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotate__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        try:
            setattr(wrapper, name, value)
        except AttributeError:
            pass
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


class partial:
    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts += [repr(a) for a in self.args]
        parts += [f"{k}={v!r}" for k, v in self.keywords.items()]
        return f"functools.partial({', '.join(parts)})"

    def __get__(self, obj, objtype=None):
        return self


_missing = object()


def reduce(function, iterable, initial=_missing, /):
    it = iter(iterable)
    if initial is _missing:
        try:
            value = next(it)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    else:
        value = initial
    for item in it:
        value = function(value, item)
    return value


def cmp_to_key(mycmp):
    class K:
        __slots__ = ("obj",)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

        __hash__ = None

    return K


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _lru_wrapper(maxsize, 128, typed)
    return lambda func: _lru_wrapper(func, maxsize, typed)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


def _lru_wrapper(func, maxsize, typed):
    entries = {}
    hits = misses = 0

    def wrapper(*args, **kwds):
        nonlocal hits, misses
        key = (args, tuple(kwds.items())) if kwds else args
        if typed:
            key = (key, tuple(type(a) for a in args), tuple(type(v) for v in kwds.values()))
        if key in entries:
            hits += 1
            if maxsize is None:
                return entries[key]
            value = entries.pop(key)
            entries[key] = value
            return value
        misses += 1
        value = func(*args, **kwds)
        if maxsize is None or maxsize > 0:
            entries[key] = value
            if maxsize is not None and len(entries) > maxsize:
                del entries[next(iter(entries))]
        return value

    def cache_clear():
        nonlocal hits, misses
        entries.clear()
        hits = misses = 0

    def cache_info():
        from collections import namedtuple

        return namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])(hits, misses, maxsize, len(entries))

    update_wrapper(wrapper, func)
    wrapper.cache_clear = cache_clear
    wrapper.cache_info = cache_info
    return wrapper


def total_ordering(cls):
    roots = {op for op in ("__lt__", "__le__", "__gt__", "__ge__") if getattr(cls, op, None) is not getattr(object, op, None)}
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")

    def derive(op, fn):
        if op not in cls.__dict__ and op not in roots:
            fn.__name__ = op
            setattr(cls, op, fn)

    if "__lt__" in roots:
        derive("__gt__", lambda a, b: not (a < b) and a != b)
        derive("__le__", lambda a, b: a < b or a == b)
        derive("__ge__", lambda a, b: not a < b)
    elif "__le__" in roots:
        derive("__ge__", lambda a, b: not (a <= b) or a == b)
        derive("__lt__", lambda a, b: a <= b and a != b)
        derive("__gt__", lambda a, b: not a <= b)
    elif "__gt__" in roots:
        derive("__lt__", lambda a, b: not (a > b or a == b))
        derive("__ge__", lambda a, b: a > b or a == b)
        derive("__le__", lambda a, b: not a > b)
    else:
        derive("__le__", lambda a, b: not (a >= b) or a == b)
        derive("__gt__", lambda a, b: a >= b and a != b)
        derive("__lt__", lambda a, b: not a >= b)
    return cls


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        func = self.func.__get__(obj, cls) if hasattr(self.func, "__get__") else self.func
        return partial(func, *self.args, **self.keywords)


def singledispatch(func):
    registry, memo = {object: func}, {}

    def dispatch(cls):
        if cls not in memo:
            memo[cls] = next((registry[base] for base in cls.__mro__ if base in registry), func)
            for known in registry:
                # An abstract base that the class does not inherit from.
                if known not in cls.__mro__ and memo[cls] is func and issubclass(cls, known):
                    memo[cls] = registry[known]
        return memo[cls]

    def register(cls, impl=None):
        if impl is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            impl, hints = cls, getattr(cls, "__annotations__", {})
            if not hints:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either `@register(some_class)` or plain `@register` on an annotated function.")
            cls = next(iter(hints.values()))
        registry[cls] = impl
        memo.clear()
        return impl

    @wraps(func)
    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    wrapper.register, wrapper.dispatch, wrapper.registry = register, dispatch, registry
    return wrapper
