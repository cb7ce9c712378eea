"""Sets, tuples as keys, comprehensions."""

import time


def neighbours(cell):
    x, y = cell
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy}


def step(live):
    counts = {}
    for cell in live:
        for n in neighbours(cell):
            counts[n] = counts.get(n, 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in live}


def run():
    live = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2), (10, 10), (10, 11), (10, 12), (11, 10), (12, 11)}
    for _ in range(60):
        live = step(live)
    a, b = set(range(0, 3_000, 2)), set(range(0, 3_000, 3))
    return len(live) + len(a & b) + len(a | b) + len(a - b) + len(frozenset(a) ^ b)


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
