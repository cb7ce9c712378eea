# Programs as people write them: a chat room, a proxy, framed messages, HTTP.
import asyncio


async def chat():
    rooms = {}

    async def handler(r, w):
        name = (await r.readline()).decode().strip()
        rooms[name] = w
        w.write(b"welcome\n")
        try:
            async for line in r:
                for other, ow in sorted(rooms.items()):
                    if other != name:
                        ow.write(f"{name}: ".encode() + line)
                        await ow.drain()
        finally:
            del rooms[name]
            w.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()

    async def join(name):
        r, w = await asyncio.open_connection(*address)
        w.write(name.encode() + b"\n")
        print(name, await r.readline())
        return r, w

    people = {name: await join(name) for name in ("ann", "bob", "eve")}
    people["ann"][1].write(b"hello\n")
    print(await people["bob"][0].readline(), await people["eve"][0].readline())
    people["bob"][1].write(b"hi ann\n")
    print(await people["ann"][0].readline(), await people["eve"][0].readline())
    people["eve"][1].close()
    while "eve" in rooms:
        await asyncio.sleep(0.001)
    people["ann"][1].write(b"bye\n")
    print(await people["bob"][0].readline(), sorted(rooms))
    for r, w in people.values():
        w.close()
    server.close()
    await server.wait_closed()
    print(rooms)


async def proxy():
    async def upper(r, w):
        while data := await r.read(1000):
            w.write(data.upper())
        w.close()

    backend = await asyncio.start_server(upper, "127.0.0.1", 0)

    async def pump(r, w):
        try:
            while data := await r.read(1000):
                w.write(data)
                await w.drain()
        finally:
            if w.can_write_eof() and not w.is_closing():
                w.write_eof()

    async def forward(r, w):
        br, bw = await asyncio.open_connection(*backend.sockets[0].getsockname())
        async with asyncio.TaskGroup() as tg:
            tg.create_task(pump(r, bw))
            tg.create_task(pump(br, w))
        bw.close()
        w.close()

    front = await asyncio.start_server(forward, "127.0.0.1", 0)

    async def client(n):
        r, w = await asyncio.open_connection(*front.sockets[0].getsockname())
        w.write(b"message %d" % n * 100)
        w.write_eof()
        data = await r.read()
        w.close()
        return data == b"MESSAGE %d" % n * 100

    print(await asyncio.gather(*[client(n) for n in range(5)]))
    for s in (front, backend):
        s.close()
        await s.wait_closed()


async def frames():
    async def send(w, data):
        w.write(len(data).to_bytes(4, "big") + data)
        await w.drain()

    async def receive(r):
        size = int.from_bytes(await r.readexactly(4), "big")
        return await r.readexactly(size)

    async def handler(r, w):
        try:
            while True:
                await send(w, (await receive(r))[::-1])
        except asyncio.IncompleteReadError as e:
            print("client gone", e.partial, e.expected)
        w.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    for message in (b"abc", b"", b"x" * 100000):
        await send(w, message)
        print(await receive(r) == message[::-1])
    w.write(b"\0\0")
    w.close()
    server.close()
    await server.wait_closed()


async def http():
    async def handler(r, w):
        request = (await r.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, path, version = request[0].split()
        headers = dict(line.split(": ", 1) for line in request[1:] if line)
        body = await r.readexactly(int(headers.get("Content-Length", 0)))
        reply = f"{method} {path} {headers['Host']} {body.decode()}".encode()
        w.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(reply) + reply)
        await w.drain()
        w.close()

    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        async def fetch(path, body=b""):
            r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
            w.write(f"POST {path} HTTP/1.1\r\nHost: test\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            status = await r.readline()
            headers = {}
            while (line := await r.readline()) != b"\r\n":
                key, _, value = line.decode().strip().partition(": ")
                headers[key] = value
            data = await r.readexactly(int(headers["Content-Length"]))
            rest = await r.read()
            w.close()
            await w.wait_closed()
            return status, data, rest

        print(*await asyncio.gather(*[fetch(f"/{n}", b"body" * n) for n in range(4)]), sep="\n")


for main in (chat, proxy, frames, http):
    print("#", main.__name__)
    asyncio.run(asyncio.wait_for(main(), 20))
