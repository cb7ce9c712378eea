"""Weak references."""

from _weakref import ref

ReferenceType = ref


class WeakMethod:
    """A weak reference to a bound method."""

    def __init__(self, method, callback=None):
        self._object = ref(method.__self__, (lambda _: callback(self)) if callback else None)
        self._function = method.__func__

    def __call__(self):
        target = self._object()
        return None if target is None else self._function.__get__(target)


class WeakSet:
    def __init__(self, data=()):
        self._refs = {}
        for item in data:
            self.add(item)

    def add(self, item):
        refs = self._refs
        refs[id(item)] = ref(item, lambda _, key=id(item): refs.pop(key, None))

    def discard(self, item):
        self._refs.pop(id(item), None)

    def remove(self, item):
        del self._refs[id(item)]

    def __contains__(self, item):
        return id(item) in self._refs

    def __iter__(self):
        for weak in list(self._refs.values()):
            item = weak()
            if item is not None:
                yield item

    def __len__(self):
        return len(self._refs)


class WeakValueDictionary:
    def __init__(self):
        self._refs = {}

    def __setitem__(self, key, value):
        refs = self._refs

        def gone(weak):
            if refs.get(key) is weak:
                del refs[key]

        refs[key] = ref(value, gone)

    def __getitem__(self, key):
        value = self._refs[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        del self._refs[key]

    def __contains__(self, key):
        return self.get(key) is not None

    def __len__(self):
        return len(self._refs)

    def __iter__(self):
        return iter(list(self._refs))

    def get(self, key, default=None):
        weak = self._refs.get(key)
        value = None if weak is None else weak()
        return default if value is None else value

    def pop(self, key, *default):
        if key in self._refs:
            return self._refs.pop(key)()
        if default:
            return default[0]
        raise KeyError(key)

    def keys(self):
        return list(self._refs)

    def values(self):
        return [value for value in (weak() for weak in list(self._refs.values())) if value is not None]

    def items(self):
        pairs = ((key, weak()) for key, weak in list(self._refs.items()))
        return [(key, value) for key, value in pairs if value is not None]


class WeakKeyDictionary:
    def __init__(self):
        self._items = {}

    def __setitem__(self, key, value):
        items = self._items
        items[id(key)] = (ref(key, lambda _, k=id(key): items.pop(k, None)), value)

    def __getitem__(self, key):
        try:
            return self._items[id(key)][1]
        except KeyError:
            raise KeyError(key) from None

    def __delitem__(self, key):
        del self._items[id(key)]

    def __contains__(self, key):
        return id(key) in self._items

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        for weak, _ in list(self._items.values()):
            key = weak()
            if key is not None:
                yield key

    keys = __iter__

    def get(self, key, default=None):
        return self._items[id(key)][1] if id(key) in self._items else default

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def items(self):
        for weak, value in list(self._items.values()):
            key = weak()
            if key is not None:
                yield key, value


class finalize:
    """Call func(*args, **kwargs) when obj dies."""

    _live = {}

    def __init__(self, obj, func, /, *args, **kwargs):
        self._call = (func, args, kwargs)
        finalize._live[id(self)] = (self, ref(obj, lambda _: self()))

    @property
    def alive(self):
        return id(self) in finalize._live

    def __call__(self):
        if finalize._live.pop(id(self), None) is not None:
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        finalize._live.pop(id(self), None)
