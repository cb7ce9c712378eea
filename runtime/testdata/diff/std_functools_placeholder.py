# record: 3.14
"""What partial got in 3.14: Placeholder, and being a method descriptor."""

from functools import Placeholder as _
from functools import partial, partialmethod, reduce


def show(*a, **k):
    return a, k


p = partial(show, _, 2, _, 4)
print(p(1, 3), p(1, 3, 5, x=6), repr(_), partial(p, 1)(3), partial(p, _, 3)(1), p.args == (_, 2, _, 4), type(_).__name__, type(_)() is _)
say = partial(str.replace, _, "a", "b")
print(say("banana"), partial(int, _, 2)("11"), repr(partial(show, _, 1))[:18], reduce(lambda a, b: a - b, [1, 2], initial=10))


class C:
    method = partial(show, 1)
    pm = partialmethod(show, _, "x")

    def real(self, a, b):
        return a, b

    second = partialmethod(real, _, 2)


c = C()
print(c.method(2)[0][1:] != (), len(c.method(2)[0]), c.second(1), C.method is C.__dict__["method"], len(c.pm(5)[0]), c.pm(5)[0][1:])
for bad in (lambda: partial(show, _), lambda: partial(show, 1, _), lambda: partial(show, x=_), lambda: p(), lambda: p(1), lambda: type(_)(1), lambda: partial(p, 1)()):
    try:
        print(bad())
    except TypeError as e:
        print(e)
