"""Every iterator of itertools: items, laziness, errors."""

import itertools as it


def noisy(items, name="n"):
    for x in items:
        print(f"{name}:{x}", end=" ")
        yield x
    print(f"{name}:end", end=" ")


def bad(items):
    yield from items
    raise KeyError("stop")


print(list(it.accumulate([1, 2, 3, 4])), list(it.accumulate("abc")), list(it.accumulate([3, 1, 4], max)), list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])), list(it.accumulate([], initial=0)))
print(list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=2)), list(it.accumulate([1, 2], None)), list(it.accumulate([1, 2], func=lambda a, b: b)))
print(list(it.batched("ABCDEFG", 3)), list(it.batched([], 2)), list(it.batched(range(4), 2, strict=True)), next(it.batched(it.count(), 4)))
print(list(it.chain("ab", [1], ())), list(it.chain()), list(it.chain.from_iterable(["ab", "cd"])), list(it.chain.from_iterable([])), next(it.chain([1], noisy([2]))))
print(list(it.combinations("ABCD", 2)), list(it.combinations(range(4), 3)), list(it.combinations("A", 0)), list(it.combinations("AB", 3)), len(list(it.combinations(range(10), 5))))
print(list(it.combinations_with_replacement("AB", 3)), list(it.combinations_with_replacement("", 1)), list(it.combinations_with_replacement("", 0)), list(it.combinations_with_replacement("ABC", 1)))
print(list(it.permutations("ABC")), list(it.permutations("ABC", 2)), list(it.permutations([], None)), list(it.permutations("AB", 3)), list(it.permutations(range(3), r=1)), len(list(it.permutations(range(6)))))
print(list(it.product("AB", [1, 2])), list(it.product("AB", repeat=2)), list(it.product()), list(it.product([], "a")), list(it.product("a", repeat=0)), list(it.product([1, 2], "x", repeat=1)))
print(list(it.compress("ABCDEF", [1, 0, 1, 0, 1, 1])), list(it.compress("AB", [])), list(it.compress(selectors=[True, "x", ""], data="abc")))
c = it.count(10, 3)
print(next(c), next(c), c, it.count(), it.count(1.5), it.count(2, -1), list(it.islice(it.count(0, -2), 3)), list(it.islice(it.count(2.5, 0.5), 3)), list(it.islice(it.count(2**63 - 1), 2)), list(it.islice(it.count(1j, 2), 2)), it.count(start=5, step=5))
cy = it.cycle(noisy("ab"))
print([next(cy) for _ in range(5)], list(it.cycle([])))
print(list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(6))), list(it.filterfalse(None, [0, 1, "", "a"])), list(it.filterfalse(bool, [0, 1])))
t = it.takewhile(lambda x: x < 2, noisy([1, 2, 1]))
print(list(t), list(t))
print([(k, list(g)) for k, g in it.groupby("AAABBA")], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(it.groupby([])), [k for k, g in it.groupby("aabb")])
g = it.groupby("AAB")
k1, g1 = next(g)
first = next(g1)
k2, g2 = next(g)
print(k1, first, list(g1), k2, list(g2), list(g))
print(list(it.islice("ABCDEFG", 2)), list(it.islice("ABCDEFG", 2, 4)), list(it.islice("ABCDEFG", 2, None)), list(it.islice("ABCDEFG", 0, None, 3)), list(it.islice("AB", 5)), list(it.islice("ABC", 0)), list(it.islice("ABC", None)), list(it.islice("ABCDEFG", 1, 6, 2)), list(it.islice("ABC", 3, 1)))
n = noisy(range(10))
print(list(it.islice(n, 1, 6, 2)), next(n))
n = iter(range(10))
print(list(it.islice(n, 3, 3)), next(n), list(it.islice(n, 2, 4, 5)), next(n))
print(list(it.pairwise("ABCD")), list(it.pairwise("A")), list(it.pairwise([])), list(it.repeat(5, 3)), it.repeat("x"), it.repeat(1, 4), it.repeat(1, -2), list(it.repeat(0, 0)), it.repeat(7, times=2).__length_hint__(), list(map(pow, range(4), it.repeat(2))))
print(list(it.starmap(pow, [(2, 3), [3, 2], iter((2, 5))])), list(it.starmap(lambda *a: a, [(), "ab"])))
a, b = it.tee(noisy([1, 2, 3]))
print(next(a), next(a), next(b), list(a), list(b), len(it.tee([], 4)), it.tee([1], 0))
a, b, c = it.tee("xyz", 3)
next(a)
d, e = it.tee(a)
import copy

f = copy.copy(d)
print(list(d), list(e), list(f), list(b), list(c), type(a).__name__)
print(list(it.zip_longest("ABCD", "xy", fillvalue="-")), list(it.zip_longest()), list(it.zip_longest([1], [2, 3], [])), next(it.zip_longest(noisy([1]), noisy([2], "m"))))


class My(it.chain):
    tag = 5


m = My("ab", "c")
m.attr = 1
print(list(m), m.tag, m.attr, type(My.from_iterable(["x"])).__name__, it.chain[int], type(it.count()).__module__)
for make in (
    lambda: list(it.accumulate([1, "a"])), lambda: it.accumulate(5), lambda: it.batched("a", 0), lambda: list(it.batched("abc", 2, strict=True)), lambda: list(it.chain(1)), lambda: list(it.chain([1], 2)),
    lambda: it.combinations("a", -1), lambda: it.combinations("a"), lambda: it.permutations("a", "b"), lambda: it.permutations("a", -1), lambda: it.product("a", repeat=-1), lambda: it.product("a", times=2),
    lambda: it.count("a"), lambda: it.count(1, 2, 3), lambda: it.cycle(5), lambda: next(it.dropwhile(5, [1])), lambda: list(it.takewhile(None, [1])), lambda: it.groupby(), lambda: it.islice("a"),
    lambda: it.islice("a", -1), lambda: it.islice("a", "b"), lambda: it.islice("a", 1, -1), lambda: it.islice("a", 1, 2, 0), lambda: it.islice("a", 1, 2, 3, 4), lambda: it.pairwise(1), lambda: it.repeat(), lambda: it.repeat(1, "a"),
    lambda: list(it.starmap(pow, [1])), lambda: it.tee([], -1), lambda: it.tee(5), lambda: it.zip_longest("a", fill=1), lambda: it.zip_longest(1), lambda: list(it.compress(1, [1])), lambda: list(it.chain(bad([1]))),
    lambda: list(it.cycle(bad([1]))), lambda: list(it.groupby(bad("ab"))), lambda: list(it.starmap(len, [(5,)])), lambda: list(it.zip_longest(bad([1]), [2, 3])), lambda: [list(x) for x in it.tee(bad([1]))], lambda: list(it.filterfalse(5, [1])),
    lambda: list(it.accumulate([1, 2], lambda a: a)), lambda: list(it.islice(bad([1, 2]), 5)), lambda: list(it.pairwise(bad([1, 2]))), lambda: it.chain(x=1),
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
big = it.chain.from_iterable(it.repeat((1, 2, 3), 20000))
print(sum(big), sum(it.islice(it.cycle([1, 2]), 100001)), sum(1 for _ in it.product(range(10), repeat=4)), max(it.accumulate(range(10000))))
