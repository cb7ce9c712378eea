"""Attributes and methods of instances."""

import time


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return self.x * self.x + self.y * self.y


class Counter:
    step = 1

    def __init__(self):
        self.value = 0

    def tick(self):
        self.value += self.step
        return self


def run():
    a, b, c = Vector(0, 0), Vector(1, 2), Counter()
    total = 0
    for _ in range(30_000):
        a = a.add(b)
        total += a.norm
        c.tick().tick()
    return total + c.value


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
