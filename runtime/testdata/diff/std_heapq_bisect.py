"""heapq and bisect."""

import bisect
import heapq
import random


class Item:
    def __init__(self, k, tag):
        self.k, self.tag = k, tag

    def __lt__(self, o):
        return self.k < o.k

    def __repr__(self):
        return f"{self.k}{self.tag}"


rng = random.Random(5)
data = [rng.randrange(100) for _ in range(60)]
h = []
for x in data:
    heapq.heappush(h, x)
print(h)
h2 = data[:]
heapq.heapify(h2)
print(h2)
print([heapq.heappop(h) for _ in range(60)] == sorted(data), heapq.heapreplace(h2, 50), heapq.heappushpop(h2, -1), heapq.heappushpop(h2, 55), h2[:8], heapq.heappushpop([], 3))
items = [Item(k, t) for k in (3, 1, 2, 1) for t in "ab"]
heapq.heapify(items)
print(items, [heapq.heappop(items) for _ in range(8)])
print(heapq.nlargest(3, data), heapq.nsmallest(3, data), heapq.nlargest(0, data), heapq.nsmallest(-1, data), heapq.nlargest(100, [3, 1, 2]), heapq.nsmallest(1, [3, 1]), heapq.nlargest(1, []), heapq.nsmallest(2, iter([5, 4, 3])))
print(heapq.nlargest(2, ["aaa", "b", "cc", "dd"], key=len), heapq.nsmallest(2, [Item(1, "x"), Item(1, "y"), Item(0, "z")]), heapq.nsmallest(3, "hello world", key=lambda c: -ord(c)), heapq.nlargest(3, [(1, "a"), (1, "b"), (0, "c"), (1, "0")], key=lambda t: t[0]))
print(list(heapq.merge([1, 4, 7], [2, 5, 8], [3, 6, 9])), list(heapq.merge(["dog", "horse"], ["cat", "fish", "kangaroo"], key=len)), list(heapq.merge([9, 5], [8, 4], reverse=True)), list(heapq.merge()), list(heapq.merge([1])), list(heapq.merge([Item(1, "a")], [Item(1, "b")], [Item(0, "c"), Item(1, "d")])))
for n in (1, 2, 3, 7, 20):
    big = [rng.random() for _ in range(200)]
    print(heapq.nlargest(n, big) == sorted(big, reverse=True)[:n], heapq.nsmallest(n, iter(big), key=lambda x: -x) == sorted(big, reverse=True)[:n], end=" ")
print()
s = [1, 2, 2, 2, 3, 5]
print([bisect.bisect_left(s, x) for x in range(7)], [bisect.bisect(s, x) for x in range(7)], bisect.bisect_left(s, 2, 2), bisect.bisect_right(s, 2, 0, 2), bisect.bisect_left(s, 2, lo=1, hi=None), bisect.bisect([], 1))
words = ["a", "bb", "ccc"]
print(bisect.bisect_left(words, 2, key=len), bisect.bisect_right(words, 2, key=len), bisect.bisect_left((1, 3), 2), bisect.bisect("abc", "b"))
l = []
for x in [3, 1, 2, 1]:
    bisect.insort(l, x)
print(l, bisect.insort_left(l, 1), l)
w = ["a", "ccc"]
bisect.insort(w, "bb", key=len)
print(w)
t = [Item(1, "a")]
bisect.insort_right(t, Item(1, "b"))
bisect.insort_left(t, Item(1, "c"))
print(t)


class Seq:
    def __init__(self):
        self.d = [1, 3]

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return self.d[i]

    def insert(self, i, x):
        print("insert", i, x)


bisect.insort(Seq(), 2)
for bad in (
    lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify([1, "a"]), lambda: heapq.heappush([1], "a"), lambda: heapq.heapify(5), lambda: bisect.bisect([1, "a"], 2), lambda: bisect.bisect(5, 1),
    lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect([1], 1, 0, 5), lambda: bisect.insort((1, 2), 3), lambda: bisect.bisect_left([1], 1, key=5), lambda: heapq.nlargest("a", [1]), lambda: list(heapq.merge([1], ["a"])), lambda: heapq.heappush([]),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
