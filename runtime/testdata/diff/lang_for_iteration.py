# record: 3.14
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration("done")
        self.n -= 1
        return self.n
print(list(It(3)), [*It(2)], max(It(4)), 2 in It(3), sum(It(4)))
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), list(reversed([*Old()])), dict(enumerate(Old())))
for bad in (1, None, object(), len):
    try: iter(bad)
    except TypeError as e: print(e)
class BadIter:
    def __iter__(self): return 5
try: iter(BadIter())
except TypeError as e: print(e)
class NoIter: __iter__ = None
try: list(NoIter())
except TypeError as e: print(e)
try: 1 in NoIter()
except TypeError as e: print(e)
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e: print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e: print(e)
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
    if len(l) > 6: break
print(l)
print(next(iter([]), "default"), list(iter(lambda c=[3]: c.append(c.pop() - 1) or c[0], 0)))
try: next(iter([]))
except StopIteration as e: print(repr(e))
try: next(5)
except TypeError as e: print(e)
for i, (a, *b) in enumerate([(1, 2, 3), "xy"], 5): print(i, a, b)
print([(x, y) for x in range(3) for y in range(x)], list(zip("ab", [1, 2], strict=True)))
try: list(zip("ab", [1], strict=True))
except ValueError as e: print(e)
print(list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, "", "x"])), list(filter(lambda v: v > 1, [1, 2])))
