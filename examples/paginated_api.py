"""Read a paginated API through nested async generators, and leak one.

`find_leaky` stops at the first match, as one does. Neither the generator it
reads nor the one below that is closed: their connection goes back to the pool
only when the event loop gets round to it, after the caller has gone on. With
a pool of two connections the third search finds none. `find` does the same
search and closes what it opened.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

PAGE_SIZE = 3
USERS = ["ada", "alan", "barbara", "donald", "edsger", "grace", "guido", "leslie", "niklaus", "tony"]


class PoolExhausted(Exception):
    """Every connection is in use."""


class Pool:
    def __init__(self, size: int) -> None:
        self.size = size
        self.in_use = 0

    def acquire(self) -> "Connection":
        if self.in_use == self.size:
            raise PoolExhausted(f"all {self.size} connections are in use")
        self.in_use += 1
        return Connection(self)


@dataclass
class Connection:
    pool: Pool

    async def get(self, page: int) -> list[str]:
        await asyncio.sleep(0.001)
        return USERS[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]

    async def release(self) -> None:
        await asyncio.sleep(0.01)  # say goodbye to the server
        self.pool.in_use -= 1
        print(f"    connection released, {self.pool.in_use} in use")


async def pages(pool: Pool) -> AsyncGenerator[list[str], None]:
    conn = pool.acquire()
    try:
        number = 0
        while page := await conn.get(number):
            yield page
            number += 1
    finally:
        await conn.release()


async def users(pool: Pool) -> AsyncGenerator[str, None]:
    async with aclosing(pages(pool)) as source:
        async for page in source:
            for name in page:
                yield name


async def find_leaky(pool: Pool, prefix: str) -> str | None:
    async for name in users(pool):
        if name.startswith(prefix):
            return name
    return None


async def find(pool: Pool, prefix: str) -> str | None:
    async with aclosing(users(pool)) as found:
        async for name in found:
            if name.startswith(prefix):
                return name
    return None


async def search(find_one, prefixes: list[str]) -> None:
    pool = Pool(size=2)
    for prefix in prefixes:
        try:
            name = await find_one(pool, prefix)
        except PoolExhausted as exc:
            print(f"  {prefix!r}: {exc}")
        else:
            print(f"  {prefix!r}: {name}, {pool.in_use} in use")
    print("  done; what was left open is cleaned up late:" if pool.in_use else "  done; nothing left open")
    await asyncio.sleep(0.05)


async def main() -> None:
    print("leaky:")
    await search(find_leaky, ["ad", "b", "gr", "z"])
    print("closing:")
    await search(find, ["ad", "b", "gr", "z"])


if __name__ == "__main__":
    asyncio.run(main())
