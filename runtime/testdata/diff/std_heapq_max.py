# record: 3.14
"""The heaps of 3.14 with the largest item first."""

import heapq
import random

rng = random.Random(7)
data = [rng.randrange(50) for _ in range(40)]
h = data[:]
heapq.heapify_max(h)
print(h)
p = []
for x in data:
    heapq.heappush_max(p, x)
print(p, heapq.heappushpop_max(p, 100), heapq.heappushpop_max(p, 3), heapq.heapreplace_max(p, 7), p[:5])
print([heapq.heappop_max(h) for _ in range(40)] == sorted(data, reverse=True), h)
for bad in (lambda: heapq.heappop_max([]), lambda: heapq.heapify_max(()), lambda: heapq.heapreplace_max([], 1), lambda: heapq.heappush_max([1], "a"), lambda: heapq.heappushpop_max([1], "a")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
