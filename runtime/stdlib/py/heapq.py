"""Heaps in lists: the smallest item is first (the largest with _max)."""

from _heapq import (
    heapify, heapify_max, heappop, heappop_max, heappush, heappush_max, heappushpop, heappushpop_max, heapreplace,
    heapreplace_max,
)

__all__ = [
    "heappush", "heappop", "heapify", "heapreplace", "heappushpop", "heappush_max", "heappop_max", "heapify_max",
    "heapreplace_max", "heappushpop_max", "nlargest", "nsmallest", "merge",
]
_heappop_max, _heapify_max, _heapreplace_max = heappop_max, heapify_max, heapreplace_max


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in order, read as they are needed."""
    ready, pop, replace = (heapify_max, heappop_max, heapreplace_max) if reverse else (heapify, heappop, heapreplace)
    # Among equals the earlier iterable comes first, in either direction.
    sign = -1 if reverse else 1
    heap = []
    for order, it in enumerate(map(iter, iterables)):
        try:
            value = next(it)
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), order * sign, value, it])
    ready(heap)
    while len(heap) > 1:
        entry = heap[0]
        try:
            while True:
                yield entry[2]
                value = next(entry[3])
                entry[0] = value if key is None else key(value)
                entry[2] = value
                replace(heap, entry)
                entry = heap[0]
        except StopIteration:
            pop(heap)
    if heap:
        yield heap[0][2]
        yield from heap[0][3]


def _best(n, iterable, key, largest):
    """n items from one end, each with its key and its place, unsorted."""
    it = iter(iterable)
    ready, swap = (heapify, heapreplace) if largest else (heapify_max, heapreplace_max)
    step = -1 if largest else 1
    heap = []
    place = 0
    for item in it:
        heap.append((item if key is None else key(item), place, item))
        place += step
        if len(heap) >= n:
            break
    if not heap:
        return heap
    ready(heap)
    worst = heap[0][0]
    for item in it:
        k = item if key is None else key(item)
        if worst < k if largest else k < worst:
            swap(heap, (k, place, item))
            worst = heap[0][0]
            place += step
    return heap


def _extreme(n, iterable, key, largest):
    if n == 1:
        none = object()
        best = (max if largest else min)(iter(iterable), default=none, key=key)
        return [] if best is none else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=largest)[:n]
    if n <= 0:
        return []
    return [item for _, _, item in sorted(_best(n, iterable, key, largest), reverse=largest)]


def nsmallest(n, iterable, key=None):
    return _extreme(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    return _extreme(n, iterable, key, True)
