"""Lists: a sieve, slices, matrices."""

import time


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, col)) for col in columns] for row in a]


def run():
    primes = sieve(60_000)
    m = [[i * j % 10 for j in range(24)] for i in range(24)]
    for _ in range(3):
        m = multiply(m, m)
        m = [[x % 1000 for x in row] for row in m]
    stack = []
    for p in primes:
        stack.append(p)
        if len(stack) > 50:
            stack.pop()
            stack.insert(0, stack.pop())
    return sum(stack) + sum(map(sum, m))


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
