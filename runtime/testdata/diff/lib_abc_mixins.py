# The methods that collections.abc gives to a class for the few that it writes.
from collections.abc import Buffer, ItemsView, KeysView, Mapping, MutableMapping, MutableSequence, MutableSet, Sequence, Set, ValuesView


class Bits(MutableSet):
    def __init__(self, it=()):
        self.bits = 0
        for x in it:
            self.add(x)

    def __contains__(self, x):
        return isinstance(x, int) and bool(self.bits >> x & 1)

    def __iter__(self):
        return (i for i in range(self.bits.bit_length()) if self.bits >> i & 1)

    def __len__(self):
        return self.bits.bit_count()

    def add(self, x):
        self.bits |= 1 << x

    def discard(self, x):
        self.bits &= ~(1 << x)

    def __repr__(self):
        return f"Bits({list(self)})"


a, b = Bits([1, 3, 5]), Bits([3, 4])
print(a & b, a | b, a - b, a ^ b, {9, 3} & a, {9, 3} - a, [1, 2] | a)
print(a <= b, Bits([3]) < b, a >= {1, 3}, a > {1}, a == {1, 3, 5}, a != b, a.isdisjoint(b), a.isdisjoint([0]))
a |= {7}
a &= {1, 7, 3}
a -= [3]
a ^= {1, 2}
print(a, a.pop(), a, len(a))
try:
    a.remove(99)
except KeyError as e:
    print("KeyError", e)
a.clear()
try:
    a.pop()
except KeyError as e:
    print("empty", e.args)
b -= b
print(b, Bits([1])._hash() == hash(frozenset([1])))
for f in (lambda: a < 3, lambda: a & 3, lambda: Set(), lambda: a | None):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Items(MutableSequence):
    def __init__(self, *xs):
        self.xs = list(xs)

    def __getitem__(self, i):
        return self.xs[i]

    def __setitem__(self, i, v):
        self.xs[i] = v

    def __delitem__(self, i):
        del self.xs[i]

    def __len__(self):
        return len(self.xs)

    def insert(self, i, v):
        self.xs.insert(i, v)


s = Items(1, 2, 3)
s += (4, 5)
s.extend(s)
s.reverse()
print(s.xs, s.pop(), s.pop(0), s.index(3), s.count(4), 9 in s, list(reversed(s)))
s.remove(3)
print(s.xs, isinstance(s, Sequence))
s.clear()
for f in (lambda: s.pop(), lambda: s.remove(1), lambda: s.index(1)):
    try:
        f()
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)


class Lower(MutableMapping):
    def __init__(self, **kw):
        self.d = {}
        self.update(kw)

    def __getitem__(self, k):
        return self.d[k.lower()]

    def __setitem__(self, k, v):
        self.d[k.lower()] = v

    def __delitem__(self, k):
        del self.d[k.lower()]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)

    def __repr__(self):
        return f"Lower({self.d})"


m = Lower(A=1, b=2)
keys, items, values = m.keys(), m.items(), m.values()
m["C"] = 3
print(keys, list(items), list(values), "c" in keys, ("C", 3) in items, ("c", 4) in items, 3 in values, len(values))
print(keys & {"a", "z"}, sorted(items - {("a", 1)}), keys | ["q"] == {"a", "b", "c", "q"}, keys == {"a", "b", "c"}, type(keys & {"a"}))
print(isinstance(keys, KeysView), isinstance(items, ItemsView), isinstance(values, ValuesView), isinstance({}.keys(), KeysView))
print(m.pop("A"), m.pop("zz", None), m.setdefault("D", 4), m.setdefault("d", 5), m.popitem(), m, m == {"c": 3, "d": 4}, Mapping.get(m, "x", "none"))
m.clear()
for f in (m.popitem, lambda: m.pop("a"), lambda: m["a"]):
    try:
        f()
    except KeyError as e:
        print("KeyError", e.args, e.__cause__)
print(isinstance(b"", Buffer), isinstance(memoryview(b""), Buffer), isinstance("", Buffer), issubclass(bytearray, Buffer))
