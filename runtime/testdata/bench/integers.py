"""Whole numbers: loops, bits, big values."""

import time


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def run():
    best = max(range(1, 3_000), key=collatz)
    h = 2166136261
    for i in range(100_000):
        h = ((h ^ (i & 255)) * 16777619) & 0xFFFFFFFF
    big = 1
    for i in range(2, 400):
        big *= i
    return best + h + len(str(big))


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
