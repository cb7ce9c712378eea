# The order of sets of ints is that of CPython's tables: copies, operators, updates, pop.
import random

random.seed(5)
names = ["a | b", "a & b", "a - b", "a ^ b", "a |= b", "a &= b", "a -= b", "a ^= b", "copy", "union", "intersection",
         "difference", "symmetric_difference", "frozenset"]
sums = [0] * len(names)
for i in range(400):
    a = {random.randrange(1000) for _ in range(random.randrange(60))}
    b = {random.randrange(1000) for _ in range(random.randrange(60))}
    for x in list(a)[: random.randrange(8)]:
        a.discard(x)
    c = set(a)
    c |= b
    d = set(a)
    d &= b
    e = set(a)
    e -= b
    f = set(a)
    f ^= b
    results = (
        a | b, a & b, a - b, a ^ b, c, d, e, f, a.copy(), a.union(b, [1, 2]), a.intersection(b), a.difference(b),
        a.symmetric_difference(b), frozenset(a),
    )
    for k, s in enumerate(results):
        sums[k] = hash((sums[k], *s))
for name, total in zip(names, sums):
    print(name, total)

for n in (5, 6, 8, 20, 100, 400, 1000, 60000):
    for step in (1, 7, 1000003):
        s = {i * step % 99991 for i in range(n)}
        print(n, step, [hash(tuple(t)) % 1000007 for t in (s, set(s), s | set(), set(frozenset(s)), s & s, s - set(), s ^ {1})])

s = {64, 1, 2, 33, 5, 7, 9}
out = []
while s:
    out.append(s.pop())
    if len(out) in (2, 4):
        s.add(len(out) * 100)
print(out)
s = set(range(8))
s.discard(0)
s.add(32)
print(list(s), {1, 2, 3, 9, 17})
