"""Sorting with and without keys."""

import time


class Item:
    def __init__(self, rank, name):
        self.rank = rank
        self.name = name

    def __lt__(self, other):
        return self.rank < other.rank


def run():
    seed, data = 12345, []
    for _ in range(12_000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        data.append(seed)
    total = sorted(data)[100]
    total += sorted(data, key=lambda x: x % 1000)[5]
    total += len(sorted(map(str, data))[3])
    items = [Item(x, str(x)) for x in data[:2_500]]
    total += sorted(items)[7].rank
    total += min(items, key=lambda i: i.name).rank
    pairs = sorted((x & 15, -x) for x in data)
    return total + pairs[0][1]


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
