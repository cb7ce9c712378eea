# Many connections at once.
import asyncio


async def main():
    served = 0

    async def handler(r, w):
        nonlocal served
        served += 1
        while line := await r.readline():
            w.write(line)
            await w.drain()
        w.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0, backlog=50)
    address = server.sockets[0].getsockname()
    limit = asyncio.Semaphore(15)

    async def client(n):
        async with limit:
            r, w = await asyncio.open_connection(*address)
            total = 0
            for i in range(2):
                w.write(b"%d %d\n" % (n, i))
                line = await r.readline()
                total += line == b"%d %d\n" % (n, i)
            w.close()
            await w.wait_closed()
            return total

    results = await asyncio.gather(*[client(n) for n in range(40)])
    print(sum(results), served)

    class Echo(asyncio.Protocol):
        def connection_made(self, t):
            self.t = t

        def data_received(self, data):
            self.t.write(data)

    class Client(asyncio.Protocol):
        def __init__(self, n):
            self.n = n
            self.left = 5
            self.done = asyncio.get_running_loop().create_future()

        def connection_made(self, t):
            self.t = t
            t.write(b"x" * self.n)
            self.got = 0

        def data_received(self, data):
            self.got += len(data)
            if self.got == self.n:
                self.got = 0
                self.left -= 1
                if self.left:
                    self.t.write(b"y" * self.n)
                else:
                    self.t.close()

        def connection_lost(self, exc):
            self.done.set_result(self.left)

    loop = asyncio.get_running_loop()
    echo = await loop.create_server(Echo, "127.0.0.1", 0)
    clients = [(await loop.create_connection(lambda: Client(n * 100), *echo.sockets[0].getsockname()))[1] for n in range(1, 11)]
    print(sum(await asyncio.gather(*[c.done for c in clients])))
    for s in (server, echo):
        s.close()
        await s.wait_closed()


asyncio.run(main())
