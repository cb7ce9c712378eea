# Iterators can be copied, pickled and told where to go on: what __reduce__, __setstate__ and __length_hint__ say of them.
import copy
import operator


class Seq:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __repr__(self):
        return f"Seq{self.items}"


def show(reduced):
    return [getattr(part, "__name__", None) or [getattr(x, "__name__", None) or type(x).__name__ for x in part] if isinstance(part, tuple) else part for part in (p if not isinstance(p, type) else p.__name__ for p in reduced)]


makers = {
    "list": lambda: iter([1, 2, 3, 4]),
    "tuple": lambda: iter((1, 2, 3, 4)),
    "str": lambda: iter("aé\U0001f600b"),
    "bytes": lambda: iter(b"abcd"),
    "bytearray": lambda: iter(bytearray(b"abcd")),
    "sequence": lambda: iter(Seq(1, 2, 3, 4)),
    "range": lambda: iter(range(2, 40, 10)),
    "long range": lambda: iter(range(10**30, 10**30 + 4)),
    "reversed range": lambda: reversed(range(4)),
    "reversed list": lambda: reversed([1, 2, 3, 4]),
    "reversed sequence": lambda: reversed(Seq(1, 2, 3, 4)),
    "reversed tuple": lambda: reversed((1, 2, 3, 4)),
    "dict": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}),
    "values": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}.values()),
    "items": lambda: iter({1: 2, 3: 4, 5: 6, 7: 8}.items()),
    "reversed dict": lambda: reversed({1: 2, 3: 4, 5: 6, 7: 8}),
    "set": lambda: iter({1, 2, 3, 4}),
    "enumerate": lambda: enumerate([1, 2, 3, 4], 7),
    "zip": lambda: zip([1, 2, 3, 4], [5, 6, 7, 8]),
    "strict zip": lambda: zip([1, 2, 3, 4], [5, 6, 7, 8], strict=True),
    "map": lambda: map(operator.neg, [1, 2, 3, 4]),
    "filter": lambda: filter(None, [1, 0, 3, 4]),
}
for name, make in makers.items():
    it = make()
    print(name, operator.length_hint(it, -1), show(it.__reduce__()), end=" ")
    print(next(it), next(it), operator.length_hint(it, -1), show(it.__reduce__()), end=" ")
    again = copy.copy(it)
    print(list(again), type(again) is type(it), end=" ")
    print(list(it), operator.length_hint(it, -1), show(it.__reduce__()), list(copy.copy(it)))

for name in ["list", "tuple", "str", "bytes", "sequence", "range", "long range", "reversed list", "reversed sequence"]:
    for state in -5, 0, 2, 4, 99:
        it = makers[name]()
        next(it)
        it.__setstate__(state)
        print(name, state, list(it))
z = zip([1, 2], [3])
z.__setstate__(True)
try:
    print(list(z))
except ValueError as e:
    print(e)

grown = [1, 2, 3]
it = reversed(grown)
del grown[1:]
print(operator.length_hint(it), list(it))



class Emptying:
    def __hash__(self):
        return 0

    def __eq__(self, other):
        other_dict.clear()
        return False


other_dict = {Emptying(): 0}
mine = {Emptying(): 1}
try:
    mine.update(other_dict)
except RuntimeError as e:
    print(e)

s = {frozenset({1}), frozenset({2, 3})}
print({1} in s, s.discard({9}), s.remove({1}), s)
try:
    s.remove({1})
except KeyError as e:
    print(repr(e))
