# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import collections


class NoHash:
    __hash__ = None


class Bad:
    def __hash__(self):
        raise TypeError("no hash today")


class Worse:
    def __hash__(self):
        raise ValueError("worse")


class Wrong:
    def __hash__(self):
        return "x"


class EqOnly:
    def __eq__(self, o):
        return True


for make in (list, dict, set, bytearray, collections.deque, NoHash, Bad, Worse, Wrong, EqOnly, collections.Counter, lambda: ([],), lambda: (1, {2: 3}), lambda: slice([], 1)):
    x = make()
    d, s = {1: 2}, {1}
    t(lambda: hash(x), lambda: {x: 1}, lambda: {x}, lambda: d[x], lambda: d.get(x), lambda: x in d, lambda: d.setdefault(x, 1), lambda: d.pop(x), lambda: d.pop(x, None), lambda: d.__setitem__(x, 1), lambda: d.__delitem__(x))
    t(lambda: s.add(x), lambda: frozenset([x]), lambda: dict([(x, 1)]), lambda: dict.fromkeys([x]), lambda: {k: 1 for k in [x]}, lambda: {k for k in [x]}, lambda: s.union([x]), lambda: s.update([x]), lambda: s.issuperset([x]))
