# record: 3.14
"""partial, partialmethod, reduce, wraps, total_ordering, cmp_to_key, cached_property."""

import copy
import functools
from functools import cached_property, cmp_to_key, partial, partialmethod, reduce, total_ordering, update_wrapper, wraps


def show(*a, **k):
    return a, k


p = partial(show, 1, x=2)
print(p(), p(3), p(x=5), p(4, y=6), p.func is show, p.args, p.keywords, partial(p, 7, z=8)(), partial(p, 7, z=8).func is show)
print(repr(partial(len)), repr(partial(print, "a", sep=",")), partial(int, base=2)("101"), partial(partial(show, 1), 2).args)
p.attr = 5
print(p.__dict__, p.attr, copy.copy(p).attr, copy.copy(p).args, partial[int])
rec = partial(show)
rec.__setstate__((rec, (1,), {}, {}))
print(repr(rec))


class Sub(partial):
    pass


s = Sub(show, 1)
print(s(2), isinstance(s, partial), repr(Sub(len)).startswith("__main__.Sub(<built-in"), Sub(partial(show, 1), 2).func is not show)


class C:
    alive = True
    plain = partialmethod(show, 10)
    named = partialmethod(show, kw=1)

    def set(self, value, **kw):
        return type(self).__name__, value, kw

    on = partialmethod(set, True)
    nested = partialmethod(on, extra=2)

    @classmethod
    def cm(cls, a, b):
        return cls.__name__, a, b

    cmp = partialmethod(cm, 1)

    @staticmethod
    def sm(a, b):
        return a, b

    smp = partialmethod(sm, 1)


c = C()
print(c.on(), c.nested(), c.nested(more=3), c.cmp(2), C.cmp(3), c.smp(4), c.plain()[0][1:], c.named()[1], repr(partialmethod(show, 1, a=2))[:22])
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 5), reduce(lambda a, b: a + b, "abc"), reduce(max, iter([3, 1]), 2))


@total_ordering
class Lt:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v if isinstance(o, Lt) else NotImplemented

    def __lt__(self, o):
        return self.v < o.v if isinstance(o, Lt) else NotImplemented


@total_ordering
class Ge:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __ge__(self, o):
        return self.v >= o.v


for T in (Lt, Ge):
    print([(T(a) < T(b), T(a) <= T(b), T(a) > T(b), T(a) >= T(b)) for a, b in ((1, 2), (2, 2), (3, 2))], T.__le__.__name__)
K = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(sorted([3, 1, 2], key=K), sorted("bca", key=cmp_to_key(lambda a, b: ord(b) - ord(a))), K(1) < K(2), K(2) == K(2), K(3).obj, max([1, 5, 2], key=K), K(1) != K(1), K(1) >= K(0))


def deco(f):
    @wraps(f)
    def wrapper(*a):
        "wrapper doc"
        return f(*a)

    return wrapper


@deco
def original(x):
    "original doc"
    return x


original.tag = 1
print(original.__name__, original.__doc__, original.__qualname__, original.__wrapped__.__name__, original(3), original.__module__)


def target():
    pass


update_wrapper(target, len, assigned=("__name__", "nope"), updated=())
print(target.__name__, target.__wrapped__ is len)


class P:
    calls = 0

    @cached_property
    def value(self):
        "the value"
        P.calls += 1
        return P.calls * 10


o = P()
print(o.value, o.value, P.calls, o.__dict__, P.value.__doc__, P.value.attrname, type(P.value).__name__)
del o.value
print(o.value, P.calls)
o.value = 7
print(o.value)


class Slots:
    __slots__ = ("a",)
    cp = cached_property(lambda self: 1)


class Loose:
    pass


Loose.late = cached_property(lambda self: 1)
for bad in (
    lambda: partial(), lambda: partial(5), lambda: partial(show, 1)(*[1], **{"x": 1}), lambda: reduce(max, []), lambda: reduce(max, 5), lambda: reduce(max), lambda: K(1) < 5, lambda: cmp_to_key(),
    lambda: total_ordering(type("N", (), {})), lambda: Slots().cp, lambda: Loose().late, lambda: partialmethod(5), lambda: p.__setstate__(5), lambda: p.__setstate__((5, (), {}, None)), lambda: Lt(1) < 5, lambda: Lt(1) >= "a",
    lambda: type("T", (), {"a": (q := cached_property(len)), "b": q}),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
