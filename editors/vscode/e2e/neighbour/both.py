"""What several checkers find: a comment says who is to show it."""

import asyncio
import json
from contextlib import aclosing


async def rows(lock: asyncio.Lock):
    async with asyncio.timeout(1):
        yield 1  # both: AG108


async def leak(lock: asyncio.Lock):
    async for row in rows(lock):  # ours: AG101
        if row:
            break


async def forget(lock: asyncio.Lock):
    numbers = rows(lock)
    await anext(numbers)
    numbers.aclose()  # both: AG105


def answer() -> int:
    return 42


async def misuse(lock: asyncio.Lock):
    await answer()  # both: AW220
    await rows(lock)  # both: AG110
    for row in rows(lock):  # both: AG110
        print(row)
    with lock:  # both: AW223
        pass
    async for letter in "abc":  # both: AW222
        print(letter)
    await asyncio.wait([asyncio.sleep(1)])  # both: AW224
    async with aclosing([1]) as items:  # both: AG112
        print(items)


class Session:
    def __await__(self, timeout):  # both: AW202
        yield timeout

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind):  # both: AW215
        pass


class Reader:
    async def __await__(self):  # ours: AW201
        return 1


async def letters():
    yield "a"
    raise StopIteration  # both: AW212
