"""Closures, decorators, partial application."""

import time


def counter(step):
    value = 0

    def tick():
        nonlocal value
        value += step
        return value

    return tick


def traced(f):
    calls = [0]

    def inner(*args, **kwargs):
        calls[0] += 1
        return f(*args, **kwargs)

    inner.calls = calls
    return inner


@traced
def scale(x, factor=2):
    return x * factor


def compose(*fs):
    def call(x):
        for f in fs:
            x = f(x)
        return x

    return call


def run():
    tick = counter(3)
    f = compose(lambda x: x + 1, lambda x: x * 2, lambda x: x - 3)
    total = 0
    for i in range(25_000):
        total += tick() + scale(i) + scale(i, factor=3) + f(i)
    return total


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
