# Streams: reading in every way, ends of file, limits.
import asyncio


async def serve(r, w):
    command = (await r.readline()).strip()
    match command:
        case b"echo":
            while data := await r.read(100):
                w.write(data)
                await w.drain()
        case b"lines":
            w.writelines([b"one\n", b"two\n", b"three"])
        case b"long":
            w.write(b"x" * 100 + b"\n" + b"short\n" + b"y" * 30)
        case b"exact":
            w.write(b"abcdefgh")
        case b"seps":
            w.write(b"a;b,c--d")
        case b"reset":
            w.transport.abort()
    w.close()


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def connect(command, **kw):
        r, w = await asyncio.open_connection("127.0.0.1", port, **kw)
        w.write(command + b"\n")
        return r, w

    r, w = await connect(b"echo")
    print(r.at_eof(), w.can_write_eof(), w.is_closing())
    w.write(b"hello ")
    w.write(b"world")
    print(await r.readexactly(11))
    w.writelines([b"a", b"b", b"c"])
    print(await r.readexactly(3), await r.read(0), await r.readexactly(0))
    await attempt(r.readexactly(-1))
    w.write_eof()
    print(await r.read(), r.at_eof(), await r.read(10), await r.readline())
    await attempt(r.readexactly(5))
    await attempt(r.readuntil(b"x"))
    try:
        w.write(b"after eof")
    except RuntimeError as e:
        print(e)
    w.close()
    await w.wait_closed()
    print(w.is_closing())

    r, w = await connect(b"lines")
    print([line async for line in r])
    w.close()

    r, w = await connect(b"lines")
    print(await r.readuntil(b"o\n"), await r.readuntil(b"e"))
    await attempt(r.readuntil(b""))
    try:
        await r.readuntil(b"!")
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, e.expected)
    w.close()

    r, w = await connect(b"long", limit=20)
    await asyncio.sleep(0.02)
    await attempt(r.readline())
    await attempt(r.readline())
    try:
        await r.readuntil(b"\n")
    except asyncio.LimitOverrunError as e:
        print(e, e.consumed)
    print(len(await r.read(5)))
    w.close()

    r, w = await connect(b"exact")
    try:
        await r.readexactly(20)
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, e.expected)
    w.close()

    r, w = await connect(b"seps")
    print(await r.readuntil((b";", b",")), await r.readuntil((b",", b";")), await r.readuntil((b"-", b"--")), await r.readuntil((b"--", b"-")))
    await attempt(r.readuntil(()))
    w.close()

    r, w = await connect(b"reset")
    await attempt(r.read())
    w.close()

    r, w = await connect(b"echo")
    first = asyncio.create_task(r.read(10))
    await asyncio.sleep(0)
    await attempt(r.read(10))
    await attempt(r.readline())
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    w.write(b"again")
    print(await r.read(10))
    w.close()
    await w.wait_closed()
    await attempt(w.drain())
    server.close()
    await server.wait_closed()


asyncio.run(main())
