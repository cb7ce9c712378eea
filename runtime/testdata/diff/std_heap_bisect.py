# heapq and bisect: invariants, keys, stability, and their errors.
import bisect
import heapq


class Loud:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"L{self.n}"


h = []
for x in [5, 3, 8, 1, 9, 2]:
    heapq.heappush(h, x)
print(h, h[0], heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h)
print(all(h[i] <= h[j] for i in range(len(h)) for j in (2 * i + 1, 2 * i + 2) if j < len(h)))
xs = [Loud(n) for n in (3, 1, 2)]
heapq.heapify(xs)
print(xs, heapq.nlargest(2, xs), heapq.nsmallest(5, xs), heapq.nlargest(2, ["a", "ccc", "bb"], key=len), heapq.nsmallest(0, [1]))
print(list(heapq.merge([1, 4, 7], [2, 4], [], key=lambda v: v)), list(heapq.merge([9, 3], [8, 1], reverse=True)))
a = [1, 2, 2, 2, 5]
print(bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 9), bisect.bisect_left(a, 0, 1, 3))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
words = ["a", "bbb", "cccc"]
bisect.insort(words, "zz", key=len)
print(a, words, bisect.bisect_left(words, 3, key=len))
for bad in (lambda: heapq.heappop([]), lambda: heapq.heapify((1, 2)), lambda: heapq.heappush([1], "a"), lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1, 2], 1, -1), lambda: heapq.heapreplace([], 1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
