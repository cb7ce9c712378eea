"""Dictionaries: counting, grouping, merging."""

import time


def run():
    counts, groups = {}, {}
    for i in range(60_000):
        key = i * 7919 % 1009
        counts[key] = counts.get(key, 0) + 1
        groups.setdefault(key & 31, []).append(i)
    names = {f"key{i}": i for i in range(5_000)}
    total = sum(names[f"key{i}"] for i in range(5_000))
    for k, v in counts.items():
        if k in names:
            total += 1
        total += v
    for _ in range(200):
        total += len({**counts, "x": 1})
    return total + len(groups)


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
