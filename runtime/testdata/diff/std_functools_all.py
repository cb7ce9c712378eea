# functools: partial in all forms, wraps, reduce, orderings, caches with kinds.
import functools
from functools import partial, partialmethod


def f(a, b=2, *args, c, **kw):
    """Doc."""
    return a, b, args, c, kw


p = partial(f, 1, c=3)
q = partial(p, 4, d=5)
print(p(), q(6), q.func is f, q.args, q.keywords, p(c=9), repr(partial(int, base=2)), partial(int, base=2)("101"))


class T:
    def at(self, x, y): return x, y
    first = partialmethod(at, 1)
    named = partialmethod(at, y="n")
    @functools.cached_property
    def slow(self): return [1]
    @functools.lru_cache
    def cached(self, x): return object()


t = T()
print(t.first(2), t.named(0), t.slow is t.slow, t.cached(1) is t.cached(1), t.cached(1) is T().cached(1), T.cached.cache_info())


def deco(g):
    @functools.wraps(g, assigned=("__name__", "__doc__"), updated=())
    def inner(*a, **k): return g(*a, **k)
    return inner


w = deco(f)
print(w.__name__, w.__doc__, w.__wrapped__ is f, w.__qualname__, functools.update_wrapper(partial(f), f).__name__)
print(functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3]), functools.reduce(max, [], 5), sorted("bca", key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))))


@functools.total_ordering
class O:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n if isinstance(o, O) else NotImplemented


print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2), [x.n for x in sorted([O(3), O(1)], reverse=True)])


@functools.lru_cache(maxsize=3, typed=True)
def typed(x): return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed(1), typed.cache_info())
calls = []


@functools.cache
def rec(n):
    calls.append(n)
    return n if n < 2 else rec(n - 1) + rec(n - 2)


print(rec(10), len(calls), rec.cache_info().hits)
for bad in (lambda: partial(), lambda: partial(3), lambda: functools.reduce(max, []), lambda: typed([]), lambda: O(1) < 3, lambda: functools.lru_cache("x"), lambda: functools.total_ordering(object)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
