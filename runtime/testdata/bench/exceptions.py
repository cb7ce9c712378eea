"""Raising, catching, cleaning up."""

import time


class Problem(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def check(i):
    if i % 3 == 0:
        raise Problem(i)
    if i % 5 == 0:
        raise KeyError(i)
    return i


def guarded(i):
    try:
        return check(i)
    finally:
        i += 1


def run():
    total = 0
    for i in range(25_000):
        try:
            total += guarded(i)
        except Problem as e:
            total -= e.code & 1
        except KeyError:
            total += 2
    return total


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
