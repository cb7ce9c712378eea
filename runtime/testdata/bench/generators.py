"""Generators, alone and in chains."""

import time


def numbers(n):
    for i in range(n):
        yield i


def odd(source):
    for x in source:
        if x & 1:
            yield x


def flatten(tree):
    if isinstance(tree, tuple):
        for part in tree:
            yield from flatten(part)
    else:
        yield tree


def averager():
    total = count = 0
    mean = None
    while True:
        total += yield mean
        count += 1
        mean = total / count


def run():
    total = sum(odd(numbers(60_000)))
    tree = ((1, (2, 3)), ((4, 5), 6), (7, (8, (9, 10))))
    for _ in range(1_000):
        total += sum(flatten(tree))
    a = averager()
    next(a)
    for i in range(20_000):
        total += a.send(i)
    return total + sum(x * x for x in range(40_000))


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
