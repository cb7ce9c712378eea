# Graphs: shortest paths, topological order, components, and what makes a cycle.
import heapq
from collections import defaultdict, deque
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise


class Graph(defaultdict):
    def __init__(self, edges=()):
        super().__init__(dict)
        for a, b, w in edges:
            self[a][b] = w
            self[b].setdefault(a, w)

    def dijkstra(self, start):
        dist, prev, heap = {start: 0}, {}, [(0, start)]
        while heap:
            d, at = heapq.heappop(heap)
            if d > dist[at]:
                continue
            for to, w in self[at].items():
                if (nd := d + w) < dist.get(to, float("inf")):
                    dist[to], prev[to] = nd, at
                    heapq.heappush(heap, (nd, to))
        return dist, prev

    def path(self, a, b):
        _, prev = self.dijkstra(a)
        out = [b]
        while out[-1] != a:
            out.append(prev[out[-1]])
        return out[::-1]

    def components(self):
        seen = set()
        for start in list(self):
            if start in seen:
                continue
            part, queue = [], deque([start])
            seen.add(start)
            while queue:
                at = queue.popleft()
                part.append(at)
                for to in self[at]:
                    if to not in seen:
                        seen.add(to)
                        queue.append(to)
            yield sorted(part)


g = Graph([("a", "b", 7), ("a", "c", 3), ("c", "b", 1), ("b", "d", 2), ("c", "d", 8), ("x", "y", 1)])
print(g.path("a", "d"), g.dijkstra("a")[0], list(g.components()), len(g), g["nobody"], "nobody" in g)
print(list(pairwise(g.path("a", "d"))), sum(g[p][q] for p, q in pairwise(g.path("a", "d"))))
print([c for c in combinations("abcd", 2) if c[1] in g[c[0]]])
order = TopologicalSorter({"web": {"db", "cache"}, "cache": {"db"}, "db": set()})
print([*order.static_order()])
steps = TopologicalSorter({"d": "bc", "b": "a", "c": "a"})
steps.prepare()
while steps:
    ready = sorted(steps.get_ready())
    print(ready)
    steps.done(*ready)
try:
    TopologicalSorter({"a": "b", "b": "c", "c": "a"}).prepare()
except CycleError as e:
    print(e.args[0], sorted(set(e.args[1])), e.args[1][0] == e.args[1][-1])


@cache
def grid(x, y):
    return 1 if not x or not y else grid(x - 1, y) + grid(x, y - 1)


print(grid(16, 16), grid.cache_info().currsize)
