# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


s = {1, 2, 3}
t(lambda: s.add(), lambda: s.remove(9), lambda: s.remove(), lambda: s.discard(9), lambda: set().pop(), lambda: s.pop(1), lambda: s | [1], lambda: s & "a", lambda: s - (1,), lambda: s ^ {1: 2}.keys(), lambda: s.union([4], (5,), "a") == {1, 2, 3, 4, 5, "a"}, lambda: s.union(1), lambda: s.intersection([1, 2], {2}), lambda: s.intersection(), lambda: s.difference([1], [2]), lambda: s.symmetric_difference([3, 4]), lambda: s.symmetric_difference([1], [2]), lambda: s.update(1), lambda: s.update([4], {5}), lambda: s)
t(lambda: s.issubset(range(10)), lambda: s.issuperset([1]), lambda: s.isdisjoint([9]), lambda: s.isdisjoint(1), lambda: s <= {1}, lambda: s < 1, lambda: s >= [1], lambda: s == {1, 2, 3, 4, 5}, lambda: s == [1], lambda: s != frozenset(s), lambda: {1} < {1, 2}, lambda: {1} < {1}, lambda: {1} <= frozenset({1}), lambda: {2} > {1}, lambda: set() < {1})
t(lambda: s + s, lambda: s * 2, lambda: s[0], lambda: len(s), lambda: hash(s), lambda: -s, lambda: s.foo, lambda: s.__ior__([1]), lambda: s.__iand__([1]), lambda: s.__isub__(1), lambda: 1 | s, lambda: [1] & s, lambda: s.copy() is s, lambda: frozenset(s).copy(), lambda: s(), lambda: set(1), lambda: set(1, 2), lambda: set(x=1), lambda: frozenset(1), lambda: frozenset(1, 2), lambda: set(), lambda: frozenset(), lambda: {*"a"}, lambda: {*()}, lambda: {*1}, lambda: set[int], lambda: frozenset([3]), lambda: repr(frozenset({1})))
t(lambda: type(frozenset({1}) | {2}), lambda: type({2} | frozenset({1})), lambda: frozenset({1}) == {1}, lambda: hash(frozenset({1, 2})) == hash(frozenset({2, 1})), lambda: frozenset().add, lambda: frozenset({1}) - {1}, lambda: {1} - frozenset({1}), lambda: frozenset({1}).__ior__, lambda: {frozenset({1}): 2}[frozenset({1})], lambda: {1} in {frozenset({1})}, lambda: {1} in frozenset({frozenset({1})}), lambda: [1] in {1})


class S(set):
    pass


class F(frozenset):
    pass


a = S({1})
a.x = 5
t(lambda: a, lambda: type(a | {2}), lambda: type({2} | a), lambda: type(a.copy()), lambda: type(a.union([1])), lambda: F({1}), lambda: type(F({1}) | {2}), lambda: type(F().copy()), lambda: a.x, lambda: S([1]) == {1}, lambda: F([1]) == S([1]), lambda: hash(F([1])) == hash(frozenset([1])), lambda: S(), lambda: F(), lambda: F(1))


def mutate():
    q = {1, 2, 3}
    for x in q:
        q.add(x + 100)


def mutate2():
    q = {1, 2, 3}
    for x in q:
        q.remove(x)


def rec():
    class R(frozenset):
        __slots__ = ("me",)
    return R([1]).me


t(mutate, mutate2)
s = {1, 2}
o = s
s |= {3}
print(o is s, s)
s &= {2, 3}
s -= {2}
s ^= {3, 4}
print(s)
f = g = frozenset({1})
f |= {2}
print(f is g, sorted(f))
s = {1, 2, 3}
s.intersection_update([2, 3], [3])
print(s)
s.difference_update([3])
print(s)
s.symmetric_difference_update([1, 1, 2])
print(s)
t(lambda: s.intersection_update(1), lambda: s.symmetric_difference_update(1), lambda: s.difference_update(1), lambda: s.clear(), lambda: s, lambda: {x % 3 for x in range(9)}, lambda: {(x, y) for x in range(2) for y in range(2) if x != y} == {(0, 1), (1, 0)}, lambda: {*range(3), *[7]} == {0, 1, 2, 7})
it = iter({5})
t(lambda: next(it), lambda: next(it))
