"""Weak references and the containers made of them."""

import _collections_abc
from _weakref import getweakrefcount, getweakrefs, ref

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType", "ProxyTypes",
    "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]  # fmt: skip

ReferenceType = ref
_get = object.__getattribute__


def _target(proxy):
    obj = _get(proxy, "_ref")()
    if obj is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return obj


class ProxyType:
    """Stands for an object without keeping it alive."""

    __slots__ = ("_ref", "__weakref__")

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        obj = _get(self, "_ref")()
        return f"<weakproxy at {id(self):#x} to {type(obj).__name__} at {id(obj):#x}>"


def _forward(name):
    def method(self, *args):
        obj = _target(self)
        args = [_target(a) if type(a) in ProxyTypes else a for a in args]
        found = getattr(type(obj), name, None)
        if found is None:
            return _fallback(name, obj, args)
        return found(obj, *args)

    method.__name__ = name
    return method


def _fallback(name, obj, args):
    """What a missing special method amounts to."""
    if name == "__bool__":
        return bool(obj)
    if name == "__iter__":
        return iter(obj)
    if name == "__next__":
        raise TypeError(f"Weakref proxy referenced a non-iterator '{type(obj).__name__}' object")
    if name == "__contains__":
        return args[0] in obj
    if name == "__reversed__":
        return reversed(obj)
    if name == "__bytes__":
        return bytes(obj)
    if name.startswith("__i") and (plain := getattr(type(obj), "__" + name[3:], None)) is not None:
        return plain(obj, *args)
    return NotImplemented


for _name in (
    "str bytes bool len iter next contains getitem setitem delitem reversed lt le eq ne gt ge add radd iadd sub rsub isub mul rmul imul matmul rmatmul imatmul "
    "truediv rtruediv itruediv floordiv rfloordiv ifloordiv mod rmod imod divmod rdivmod pow rpow ipow lshift rlshift ilshift rshift rrshift irshift "
    "and rand iand xor rxor ixor or ror ior neg pos abs invert int float index"
).split():
    setattr(ProxyType, f"__{_name}__", _forward(f"__{_name}__"))
def _unhashable(self):
    raise TypeError(f"unhashable type: 'weakref.{_get(self, '__class__').__name__}'")


ProxyType.__hash__ = _unhashable


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def proxy(object, callback=None, /):
    """A proxy for object; callback(proxy) runs when the object dies."""
    known = id(object)
    if callback is None and known in _proxies:
        made = _proxies[known]()
        if made is not None and _get(made, "_ref")() is object:
            return made
    made = _get_new(CallableProxyType if callable(object) else ProxyType)
    target = ref(object) if callback is None else ref(object, lambda _, r=ref(made): callback(r()))
    _set(made, "_ref", target)
    if callback is None:

        def forget(dead):
            if _proxies.get(known) is dead:
                del _proxies[known]

        _proxies[known] = ref(made, forget)
    return made


_proxies = {}  # by the identity of their objects
_get_new, _set = object.__new__, object.__setattr__


class WeakMethod(ref):
    """A weak reference to a bound method, which lives as long as its object."""

    __slots__ = ("_func_ref", "_meth_type", "_alive", "__weakref__")

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def gone(_):
            self = self_ref()
            if self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, obj, gone)
        self._func_ref = ref(func, gone)
        self._meth_type, self._alive = type(meth), True
        self_ref = ref(self)
        return self

    def __call__(self):
        obj, func = super().__call__(), self._func_ref()
        return None if obj is None or func is None else self._meth_type(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._func_ref == other._func_ref

    def __ne__(self, other):
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    __hash__ = ref.__hash__


class WeakSet:
    """A set that does not keep its elements alive."""

    def __init__(self, data=None):
        self.data = data_set = set()
        self._remove = lambda item, own=ref(self): own() is not None and own().data.discard(item)
        if data is not None:
            self.update(data)

    def __iter__(self):
        for weak in list(self.data):
            item = weak()
            if item is not None:
                yield item

    def __len__(self):
        return sum(weak() is not None for weak in list(self.data))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        while True:
            try:
                weak = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = weak()
            if item is not None:
                return item

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    __sub__ = difference

    def difference_update(self, other):
        self.__isub__(other)

    def __isub__(self, other):
        if self is other:
            self.data.clear()
        else:
            self.data.difference_update([ref(item) for item in other])
        return self

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        self.__iand__(other)

    def __iand__(self, other):
        self.data.intersection_update([ref(item) for item in other])
        return self

    def issubset(self, other):
        return self.data.issubset([ref(item) for item in other])

    __le__ = issubset

    def __lt__(self, other):
        return self.data < {ref(item) for item in other}

    def issuperset(self, other):
        return self.data.issuperset([ref(item) for item in other])

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data > {ref(item) for item in other}

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == {ref(item) for item in other}

    __hash__ = None

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    def __ixor__(self, other):
        if self is other:
            self.data.clear()
        else:
            self.data.symmetric_difference_update([ref(item, self._remove) for item in other])
        return self

    def union(self, other):
        return self.__class__(e for s in (self, other) for e in s)

    __or__ = union

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0

    def __repr__(self):
        return repr(self.data)

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


_missing = object()


class KeyedRef(ref):
    """A reference to a value that remembers its key."""

    __slots__ = ("key",)

    def __new__(type, ob, callback, key):
        self = ref.__new__(type, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        pass


class WeakValueDictionary(_collections_abc.MutableMapping):
    """A mapping that drops an entry when its value dies."""

    def __init__(self, other=(), /, **kw):
        own = ref(self)

        def remove(weak):
            self = own()
            if self is not None and self.data.get(weak.key) is weak:
                del self.data[weak.key]

        self._remove, self.data = remove, {}
        self.update(other, **kw)

    def _live(self):
        for key, weak in list(self.data.items()):
            value = weak()
            if value is not None:
                yield key, value

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return sum(weak() is not None for weak in list(self.data.values()))

    def __contains__(self, key):
        weak = self.data.get(key)
        return weak is not None and weak() is not None

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def copy(self):
        made = WeakValueDictionary()
        for key, value in self._live():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = self.__class__()
        for key, value in self._live():
            made[deepcopy(key, memo)] = value
        return made

    def get(self, key, default=None):
        weak = self.data.get(key)
        value = None if weak is None else weak()
        return default if value is None else value

    def items(self):
        yield from self._live()

    def keys(self):
        for key, _ in self._live():
            yield key

    __iter__ = keys

    def values(self):
        for _, value in self._live():
            yield value

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())

    def popitem(self):
        while True:
            key, weak = self.data.popitem()
            value = weak()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        try:
            value = self.data.pop(key)()
        except KeyError:
            value = None
        if value is None:
            if args:
                return args[0]
            raise KeyError(key)
        return value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = default
            return default
        return value

    def update(self, other=None, /, **kwargs):
        if other is not None:
            for key, value in dict(other).items() if not hasattr(other, "items") else other.items():
                self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        made = self.__class__()
        made.update(other)
        made.update(self)
        return made


class WeakKeyDictionary(_collections_abc.MutableMapping):
    """A mapping that drops an entry when its key dies."""

    def __init__(self, dict=None):
        own = ref(self)

        def remove(weak):
            self = own()
            if self is not None:
                self.data.pop(weak, None)

        self._remove, self.data = remove, {}
        if dict is not None:
            self.update(dict)

    def _live(self):
        for weak, value in list(self.data.items()):
            key = weak()
            if key is not None:
                yield key, value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __len__(self):
        return sum(weak() is not None for weak in list(self.data))

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def copy(self):
        made = WeakKeyDictionary()
        for key, value in self._live():
            made[key] = value
        return made

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = self.__class__()
        for key, value in self._live():
            made[key] = deepcopy(value, memo)
        return made

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def items(self):
        yield from self._live()

    def keys(self):
        for key, _ in self._live():
            yield key

    __iter__ = keys

    def values(self):
        for _, value in self._live():
            yield value

    def keyrefs(self):
        return list(self.data)

    def popitem(self):
        while True:
            weak, value = self.data.popitem()
            key = weak()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def update(self, dict=None, /, **kwargs):
        if dict is not None:
            for key, value in dict.items() if hasattr(dict, "items") else type({})(dict).items():
                self[key] = value
        if kwargs:
            for key, value in kwargs.items():
                self[key] = value

    __ior__ = WeakValueDictionary.__ior__
    __or__ = WeakValueDictionary.__or__
    __ror__ = WeakValueDictionary.__ror__


class finalize:
    """Calls func(*args, **kwargs) when obj dies, or at the end of the program."""

    __slots__ = ()
    _registry = {}
    _order = 0
    _registered = False

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered:
            try:
                import atexit
            except ImportError:
                pass
            else:
                atexit.register(self._exitfunc)
            finalize._registered = True
        info = self._Info()
        info.weakref, info.func, info.args, info.kwargs, info.atexit = ref(obj, self), func, args, kwargs or None, True
        finalize._order += 1
        info.index = finalize._order
        self._registry[self] = info

    def __call__(self, _=None):
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and self._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs or {}

    def peek(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        if info := self._registry.get(self):
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"

    @classmethod
    def _exitfunc(cls):
        import sys

        while pending := [(f, i) for f, i in cls._registry.items() if i.atexit]:
            f, _ = max(pending, key=lambda item: item[1].index)
            try:
                f()
            except Exception:
                sys.excepthook(*sys.exc_info())
