# An LRU and a TTL cache by hand against functools, with a clock one can set.
import functools
from collections import OrderedDict
from collections.abc import MutableMapping


class LRU(MutableMapping):
    def __init__(self, size, on_evict=None):
        self.size, self.data, self.on_evict = size, OrderedDict(), on_evict

    def __getitem__(self, key):
        value = self.data[key]
        self.data.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        while len(self.data) > self.size:
            old = self.data.popitem(last=False)
            if self.on_evict:
                self.on_evict(*old)

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class TTL(LRU):
    def __init__(self, size, ttl, clock):
        super().__init__(size)
        self.ttl, self.clock = ttl, clock

    def __getitem__(self, key):
        value, until = super().__getitem__(key)
        if self.clock() >= until:
            del self[key]
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, (value, self.clock() + self.ttl))


gone = []
lru = LRU(2, lambda k, v: gone.append((k, v)))
lru.update(a=1, b=2)
print(lru["a"], lru.setdefault("c", 3), list(lru), gone, "b" in lru, lru.get("b", "none"), lru.pop("a"), lru.popitem())
print(dict(lru), len(lru), bool(lru), lru == {}, isinstance(lru, MutableMapping))
clock = Clock()
ttl = TTL(3, 10, clock)
ttl["x"] = 1
clock.now = 5
ttl["y"] = 2
clock.now = 11
print(ttl.get("x"), ttl["y"], list(ttl), {**ttl})
try:
    ttl["x"]
except KeyError as e:
    print("KeyError", e, e.__context__)


@functools.lru_cache(maxsize=2)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.cache_info(), fib.cache_parameters())
fib.cache_clear()
print(fib.cache_info(), fib.__wrapped__(1))


class Sq:
    calls = 0

    @functools.cached_property
    def value(self):
        type(self).calls += 1
        return 49


s = Sq()
print(s.value, s.value, Sq.calls, s.__dict__)
del s.value
print(s.value, Sq.calls)
