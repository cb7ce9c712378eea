"""What follows a quiet aclose() or the end of a loop: calls that need no more than they are given."""
import asyncio


async def numbers():
    yield 1
    yield 2


def plain(x):
    return x + 1


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        print("exit", exc)


class Counter:
    def __init__(self):
        self.n = 0

    def add(self, k):
        self.n += k
        return self.n


async def main():
    counter = Counter()
    add = counter.add
    for i in range(3):
        gen = numbers()
        await gen.aclose()
        print(plain(i), end=" ")
        gen = numbers()
        await gen.asend(None)
        await gen.aclose()
        print(plain(i), end=" ")
        gen = numbers()
        await gen.aclose()
        print(add(i))
    for i in range(3):
        async for _ in numbers():
            pass
        plain(i)
        async for _ in numbers():
            pass
        add(i)
        print(plain(i), [x async for x in numbers()], plain(i))
    lock = asyncio.Lock()
    async with lock:
        await numbers().aclose()
    async with Manager():
        await numbers().aclose()
    print(lock.locked())
    return plain(41)


print(asyncio.run(main()))
