"""Function calls: recursion, defaults, keywords."""

import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def area(width, height=2, *, scale=1):
    return width * height * scale


def run():
    total = fib(21)
    for i in range(40_000):
        total += area(i) + area(i, 3) + area(i, scale=2)
    return total


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
