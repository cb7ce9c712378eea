import sys
import time


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def moved(self, by):
        return Point(self.x + by, self.y - by)


def work():
    p = Point(0, 0)
    for n in range(20_000):
        p = p.moved(n)
        try:
            if n % 100 == 0:
                raise KeyError(n)
        except KeyError:
            pass
    return p


for _ in sys.stdin:
    began = time.process_time()
    work()
    print(time.process_time() - began, flush=True)
