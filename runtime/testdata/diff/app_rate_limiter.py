# A token bucket, a sliding window and a leaky queue in front of the same work.
import asyncio
from collections import deque


class TokenBucket:
    def __init__(self, size, refill):
        self.size, self.refill, self.tokens = size, refill, size
        self.waiters = deque()

    async def take(self):
        while self.tokens < 1:
            waiter = asyncio.get_running_loop().create_future()
            self.waiters.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                if not waiter.cancelled() and waiter.done():
                    self.wake()
                raise
            finally:
                if waiter in self.waiters:
                    self.waiters.remove(waiter)
        self.tokens -= 1

    def wake(self):
        while self.waiters:
            waiter = self.waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    def tick(self):
        before = self.tokens
        self.tokens = min(self.size, self.tokens + self.refill)
        for _ in range(self.tokens - before):
            self.wake()


async def worker(name, bucket, log):
    for i in range(3):
        await bucket.take()
        log.append((name, i))


async def main():
    bucket, log = TokenBucket(2, 1), []
    tasks = [asyncio.create_task(worker(n, bucket, log), name=n) for n in "abc"]
    rounds = 0
    while not all(t.done() for t in tasks):
        rounds += 1
        for _ in range(4):
            await asyncio.sleep(0)
        if rounds == 3:
            tasks[1].cancel("too slow")
        bucket.tick()
        if rounds > 50:
            raise RuntimeError("stuck")
    print(rounds)
    for name in "abc":
        print(name, [i for n, i in log if n == name])
    for t in tasks:
        try:
            await t
        except asyncio.CancelledError as e:
            print(t.get_name(), "cancelled:", e)
    print(bucket.tokens <= bucket.size, len(bucket.waiters))


asyncio.run(main())
