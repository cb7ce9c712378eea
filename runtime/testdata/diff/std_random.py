# record: 3.14
"""random: the sequences of seeded generators, every distribution, errors."""

import copy
import random

for seed in (0, 1, -5, 2**100, 1.5, "text", b"bytes", bytearray(b"ba"), True, "é"):
    r = random.Random(seed)
    print(repr(seed), r.random(), r.getrandbits(5), r.getrandbits(70), r.randrange(100), r.randint(-5, 5), r.randrange(0, 50, 7), r.randrange(10, 0, -3), r.randbytes(3), r.getrandbits(0))
r = random.Random(42)
print([r.choice("abcdef") for _ in range(8)], r.choices([1, 2, 3], k=5), r.choices("ab", [1, 9], k=6), r.choices("abc", cum_weights=[1, 1, 5], k=4), r.sample(range(100), 8), r.sample("abcdefgh", 3), r.sample(range(10**9), 4), r.sample(["x", "y"], counts=[3, 4], k=5), r.sample([], 0))
x = list(range(12))
print(r.shuffle(x), x)
for name, args in (
    ("uniform", (1, 5)), ("triangular", ()), ("triangular", (0, 10, 9)), ("triangular", (1, 1, 1)), ("normalvariate", ()), ("normalvariate", (5, 2)), ("gauss", ()), ("gauss", (3, 0.5)), ("lognormvariate", (0, 1)), ("expovariate", ()), ("expovariate", (0.2,)), ("vonmisesvariate", (1, 4)), ("vonmisesvariate", (0, 0)),
    ("gammavariate", (2.5, 1)), ("gammavariate", (1, 2)), ("gammavariate", (0.5, 1)), ("betavariate", (2, 3)), ("paretovariate", (3,)), ("weibullvariate", (1, 1.5)), ("binomialvariate", ()), ("binomialvariate", (10, 0.3)), ("binomialvariate", (1000, 0.4)), ("binomialvariate", (50, 0.9)), ("binomialvariate", (5, 0)), ("binomialvariate", (5, 1)),
):
    print(name, args, [round(getattr(r, name)(*args), 9) for _ in range(4)])
s = r.getstate()
a = [r.random() for _ in range(3)], r.gauss()
r.setstate(s)
print(a == ([r.random() for _ in range(3)], r.gauss()), s[0], len(s[1]), type(s[2]).__name__)
c = copy.deepcopy(r)
print(c.random() == r.random(), r.VERSION)
random.seed(7)
print(random.random(), random.randint(1, 6), random.choice([1, 2, 3]), random.sample(range(5), 2), random.gauss(0, 1), random.shuffle(x), x)
random.seed("abc", version=1)
print(random.random())


class Own(random.Random):
    def random(self):
        return 0.25


o = Own()
print(o.randrange(10), o.choice("abcd"), o.uniform(0, 4), o.random(), o.sample(range(4), 1))
sysr = random.SystemRandom()
print(0 <= sysr.random() < 1, 0 <= sysr.randrange(5) < 5, len(sysr.randbytes(3)), sysr.seed(1), sysr.getrandbits(0))
for bad in (
    lambda: r.randrange(0), lambda: r.randrange(5, 5), lambda: r.randrange(1, 5, 0), lambda: r.randrange(5, 1, 2), lambda: r.randrange(1.5), lambda: r.randint(2, 1), lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.sample({1, 2}, 1), lambda: r.sample([1], -1), lambda: r.sample([1], 1, counts=[1, 2]), lambda: r.choices([], k=1),
    lambda: r.choices([1], [0]), lambda: r.choices([1, 2], [1]), lambda: r.choices([1], [1], cum_weights=[1]), lambda: r.choices([1, 2], 3), lambda: r.gammavariate(0, 1), lambda: r.binomialvariate(-1), lambda: r.binomialvariate(5, 2), lambda: random.Random([]), lambda: r.setstate((9, (), None)), lambda: r.setstate((3, (1,), None)), lambda: r.getrandbits(-1), lambda: sysr.getstate(), lambda: r.shuffle((1, 2)), lambda: r.expovariate(0), lambda: r.randrange(5, step=2), lambda: r.choices([1], [float("inf")]),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, str(e)[:80])
