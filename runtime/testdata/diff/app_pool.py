# A connection pool: checkout order, broken connections, closing while in use.
import asyncio
from contextlib import asynccontextmanager


class Connection:
    made = 0

    def __init__(self):
        Connection.made += 1
        self.id, self.broken = Connection.made, False

    def __repr__(self):
        return f"<conn {self.id}{' broken' if self.broken else ''}>"


class Pool:
    def __init__(self, size):
        self.free, self.size, self.count, self.closed = [], size, 0, False
        self.cond = asyncio.Condition()

    @asynccontextmanager
    async def acquire(self):
        async with self.cond:
            await self.cond.wait_for(lambda: self.free or self.count < self.size or self.closed)
            if self.closed:
                raise RuntimeError("pool is closed")
            if self.free:
                conn = self.free.pop()
            else:
                self.count += 1
                conn = Connection()
        try:
            yield conn
        except ConnectionError:
            conn.broken = True
            raise
        finally:
            async with self.cond:
                if conn.broken:
                    self.count -= 1
                else:
                    self.free.append(conn)
                self.cond.notify()

    async def close(self):
        async with self.cond:
            self.closed = True
            self.cond.notify_all()


async def use(pool, name, steps, fail=False):
    async with pool.acquire() as conn:
        for _ in range(steps):
            await asyncio.sleep(0)
        if fail:
            raise ConnectionResetError(name)
        return f"{name}:{conn.id}"


async def main():
    pool = Pool(2)
    jobs = [use(pool, n, s, n == "c") for n, s in zip("abcdef", [3, 5, 2, 2, 1, 1])]
    for r in await asyncio.gather(*jobs, return_exceptions=True):
        print(repr(r))
    print(pool.count, sorted(c.id for c in pool.free), Connection.made)
    holders = [asyncio.create_task(use(pool, n, 10)) for n in "xy"]
    late = asyncio.create_task(use(pool, "z", 1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await pool.close()
    print(await asyncio.gather(*holders, late, return_exceptions=True))


asyncio.run(main())
