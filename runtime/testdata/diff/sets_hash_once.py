# Sets and dicts do not ask again for the hash of what another set or dict holds; sets take no keywords.
class Counting(int):
    hashes = 0

    def __hash__(self):
        Counting.hashes += 1
        return int(self) % 5


def count(what, f):
    Counting.hashes = 0
    r = f()
    print(what, Counting.hashes, sorted(r) if isinstance(r, (set, frozenset, dict)) else r)


a = {Counting(i) for i in range(8)}
b = dict.fromkeys(map(Counting, range(4, 12)))
c = frozenset(map(Counting, range(6, 14)))
count("copy", lambda: set(a))
count("of dict", lambda: set(b))
count("frozen", lambda: frozenset(b))
for op in "__or__", "__and__", "__sub__", "__xor__", "__le__", "__ge__", "__eq__", "__lt__":
    count(op, lambda: getattr(a, op)(c))
for op in "union", "difference", "symmetric_difference":
    count(op, lambda: getattr(a, op)(b))
for op in "update", "intersection_update", "difference_update", "symmetric_difference_update":
    mine = set(a)
    count(op, lambda: getattr(mine, op)(c))
    print(sorted(mine))
count("fromkeys", lambda: dict.fromkeys(a))
count("fromkeys of dict", lambda: dict.fromkeys(b, 1))
d = {Counting(1): "one"}
count("setdefault", lambda: (d.setdefault(Counting(1), 2), d.setdefault(Counting(6), 3)))


class Clearing:
    def __hash__(self):
        return 0

    def __eq__(self, other):
        victim.clear()
        return False


victim = {Clearing() for _ in range(3)}
grown = {0}
grown.update(victim)
print(len(grown) > 1, len(victim))


class Sub(set):
    pass


class SubInit(set):
    def __init__(self, items, extra=None):
        super().__init__(items)
        self.extra = extra


class SubNew(set):
    def __new__(cls, items, extra=None):
        made = super().__new__(cls, items)
        made.extra = extra
        return made


class FrozenInit(frozenset):
    def __init__(self, items, extra=None):
        self.extra = extra


class FrozenSub(frozenset):
    pass


for make in (
    lambda: Sub([1], extra=2),
    lambda: SubInit([1], extra=2).extra,
    lambda: SubNew([1], extra=2).extra,
    lambda: FrozenInit([1], extra=2).extra,
    lambda: FrozenSub([1], extra=2),
    lambda: set(extra=2),
    lambda: frozenset(extra=2),
):
    try:
        print(make())
    except TypeError as e:
        print(e)
