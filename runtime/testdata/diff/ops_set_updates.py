# Sets: algebra with any iterable, updates in place, frozen ones, errors.
a, f = {1, 2, 3}, frozenset([2, 3, 4])
print(sorted(a & f), sorted(a | f), sorted(a - f), sorted(a ^ f), type(a & f).__name__, type(f & a).__name__, a >= {1}, a < f, a == {3, 2, 1}, f == {2, 3, 4}, a.isdisjoint({9}))
print(sorted(a.union([9], "x" * 0, (8,))), sorted(a.intersection([1, 2], [2])), sorted(a.difference([1], [2])), sorted(a.symmetric_difference([3, 5])), a.issubset(range(9)), a.issuperset([]))
a.update([4], {5})
a.intersection_update(range(1, 5))
a.difference_update([1])
a.symmetric_difference_update([2, 7])
print(sorted(a), a.discard(99), a.add(3), len(a), a.pop() in {3, 4, 7}, a.copy() is a, f.copy() is f, hash(f) == hash(frozenset([4, 3, 2])))
b = a
b |= {50}
b &= {50, 3}
b -= {3}
b ^= {1}
print(sorted(b), a is b, {frozenset([1]): "k"}[frozenset([1])], {1} in [{1}], {1, 1.0, True}, set("aba") == {"a", "b"}, sorted({*"ab", *[1][:0]}), {x % 3 for x in range(9)}, {1} <= {1}, not set())
for bad in (lambda: a.remove(99), lambda: set().pop(), lambda: a | [1], lambda: f.add(1), lambda: a < 3, lambda: hash(a), lambda: {1} + {2}, lambda: set(3), lambda: a.union(3), lambda: frozenset().clear(), lambda: [a.add(x + 100) for x in a], lambda: set(1, 2)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
