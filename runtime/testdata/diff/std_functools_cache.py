"""lru_cache and cache: eviction, keys, statistics, methods."""

import copy
from functools import cache, lru_cache

calls = []


@lru_cache(maxsize=2)
def two(x, y=0):
    "doc of two"
    calls.append((x, y))
    return x * 10 + y


print([two(a) for a in (1, 2, 1, 3, 2, 1)], calls, two.cache_info(), two.cache_parameters(), two.__name__, two.__doc__, two.__wrapped__(5))
print(two(1, y=0), two(1, 0), two(x=1), two.cache_info().misses)
two.cache_clear()
print(two.cache_info(), type(two.cache_info()).__name__, two.cache_info()._fields)


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info(), fib.cache_parameters())


@lru_cache(typed=True)
def kinds(x, **kw):
    return type(x).__name__, sorted(kw.items())


print(kinds(1), kinds(1.0), kinds(True), kinds(x=1), kinds(1, a=1), kinds(1, a=1.0), kinds.cache_info())


@lru_cache
def plain(x):
    return type(x).__name__


print(plain(1), plain(1.0), plain(True), plain("1"), plain((1,)), plain.cache_info())


@lru_cache(maxsize=0)
def none(x):
    return x


@lru_cache(maxsize=-5)
def negative(x):
    return x


@lru_cache(maxsize=None)
def unbounded(*a, **k):
    return a, tuple(k.items())


print(none(1), none(1), none.cache_info(), negative(1), negative.cache_info(), unbounded(1, 2), unbounded(a=1, b=2), unbounded(b=2, a=1), unbounded(1, 2), unbounded.cache_info())


class C:
    def __init__(self, n):
        self.n = n

    @lru_cache(maxsize=10)
    def method(self, x):
        return self.n + x

    @staticmethod
    @cache
    def static(x):
        return [x]

    @classmethod
    @cache
    def klass(cls, x):
        return cls.__name__, x


a, b = C(1), C(10)
print(a.method(1), b.method(1), a.method(1), C.method.cache_info(), a.static(1) is C.static(1), C.klass(2), a.method.__name__, a.method.__self__ is a)


@lru_cache(maxsize=3)
def raises(x):
    if x < 0:
        raise ValueError(x)
    return x


for x in (1, -1, -1, 1):
    try:
        raises(x)
    except ValueError as e:
        print("ValueError", e, end=" ")
print(raises.cache_info())


@lru_cache(maxsize=2)
def reenter(n):
    return 0 if n == 0 else reenter(n - 1) + 1


print(reenter(10), reenter.cache_info())


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, o):
        return isinstance(o, Key) and self.v == o.v


@lru_cache(maxsize=None)
def keyed(k):
    return k.v


print(keyed(Key(1)), keyed(Key(1)), keyed(Key(2)), keyed.cache_info())
for i in range(1000):
    two(i % 50, i % 3)
print(two.cache_info(), copy.copy(two) is two, copy.deepcopy(two) is two)
for bad in (lambda: two([]), lambda: lru_cache("a"), lambda: lru_cache(1.5), lambda: two(), lambda: lru_cache(5)(5), lambda: lru_cache(maxsize=[])):
    try:
        print(bad())
    except TypeError as e:
        print(e)
two.extra = 1
print(two.extra, "__wrapped__" in two.__dict__, callable(two), lru_cache(3)(len)("abc"))
