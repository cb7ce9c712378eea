# Recipes over itertools: what they yield, how lazy they are, what they keep.
import itertools as it
from collections import deque
from operator import itemgetter, mul


def take(n, xs): return list(it.islice(xs, n))
def tail(n, xs): return list(deque(xs, maxlen=n))
def flatten(xs): return list(it.chain.from_iterable(xs))
def partition(p, xs):
    a, b = it.tee(xs)
    return list(it.filterfalse(p, a)), list(filter(p, b))
def roundrobin(*xs):
    nexts = it.cycle(iter(x).__next__ for x in xs)
    n = len(xs)
    while n:
        try:
            for nx in nexts:
                yield nx()
        except StopIteration:
            n -= 1
            nexts = it.cycle(it.islice(nexts, n))
def sliding(xs, n):
    window = deque(it.islice(xs, n - 1), maxlen=n)
    for x in xs:
        window.append(x)
        yield tuple(window)


seen = []
def watched(n):
    for i in range(n):
        seen.append(i)
        yield i


print(take(3, watched(10)), seen)
print(tail(2, "abc"), flatten([[1], (2, 3), "x"]), partition(str.isupper, "aBcD"), list(roundrobin("ABC", "D", "EF")), list(sliding(iter(range(5)), 3)))
print(list(it.accumulate([1, 2, 3, 4], mul, initial=1)), list(it.compress("abcd", [1, 0, 1])), list(it.dropwhile(str.isdigit, "12a3")), list(it.takewhile(lambda x: x < 3, [1, 2, 5, 1])))
print([(k, list(g)) for k, g in it.groupby(sorted(["bb", "a", "cc"], key=len), len)], list(it.zip_longest("ab", "c", fillvalue="-")), list(it.starmap(pow, [(2, 3), (3, 2)])))
print(list(it.product("ab", repeat=2)), list(it.permutations("abc", 2))[:3], list(it.combinations_with_replacement("ab", 2)), list(it.batched("abcde", 2)))
a, b, c = it.tee(iter("xyz"), 3)
print(next(a), next(a), list(b), list(a), list(c), next(it.count(2.5, -0.5)), take(3, it.repeat(7)), list(it.repeat(1, 2)))
for bad in (lambda: list(it.batched("abc", 2, strict=True)), lambda: it.islice([], -1), lambda: it.repeat(1, 2, 3), lambda: list(it.combinations("abc", -1)), lambda: next(it.cycle([])), lambda: list(zip([1], [], strict=True))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(it.count(3)), repr(it.repeat("x", 2)), it.chain("a").__class__.__name__, sorted([(2, "b"), (1, "a")], key=itemgetter(0, 1)))
