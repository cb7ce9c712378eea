import sys
import time


def work():
    total = 0
    for n in range(300_000):
        if n % 3:
            total += n
    return total


for _ in sys.stdin:
    began = time.process_time()
    work()
    print(time.process_time() - began, flush=True)
