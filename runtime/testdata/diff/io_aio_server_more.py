# Servers that stop serving, take turns, and share sockets.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    names = []

    def named(name):
        async def handler(r, w):
            names.append(name)
            w.write(name.encode())
            w.close()

        return handler

    async def ask(address):
        r, w = await asyncio.open_connection(*address)
        data = await r.read()
        w.close()
        await w.wait_closed()
        return data

    first = await asyncio.start_server(named("first"), "127.0.0.1", 0)
    address = first.sockets[0].getsockname()
    print(await ask(address))
    first.close()
    await first.wait_closed()
    second = await asyncio.start_server(named("second"), "127.0.0.1", 0, reuse_address=True)
    print(await ask(second.sockets[0].getsockname()))
    second.close()
    # reuse_port lets several serve.
    a = await asyncio.start_server(named("a"), "127.0.0.1", 0, reuse_port=True)
    b = await asyncio.start_server(named("b"), *a.sockets[0].getsockname(), reuse_port=True)
    print({await ask(a.sockets[0].getsockname()) for _ in range(3)} <= {b"a", b"b"})
    a.close()
    b.close()
    # serve_forever until the server is closed.
    server = await asyncio.start_server(named("forever"), "127.0.0.1", 0, start_serving=False)
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    print(server.is_serving(), await ask(server.sockets[0].getsockname()))
    server.close()
    try:
        await task
    except asyncio.CancelledError:
        print("serve_forever was cancelled")
    # async with closes.
    async with await asyncio.start_server(named("with"), "127.0.0.1", 0) as server:
        print(await ask(server.sockets[0].getsockname()))
    print(server.is_serving(), server.sockets)
    # A listening socket made elsewhere, on several interfaces.
    sock = socket.create_server(("127.0.0.1", 0))
    async with await asyncio.start_server(named("sock"), sock=sock) as server:
        print(await ask(sock.getsockname()))
    print(sock.fileno())
    async with await asyncio.start_server(named("any"), None, 0, family=socket.AF_INET) as server:
        print([s.getsockname()[0] for s in server.sockets], await ask(("127.0.0.1", server.sockets[0].getsockname()[1])))
    # TransportSocket shows and refuses.
    async with await asyncio.start_server(named("ts"), "127.0.0.1", 0) as server:
        ts = server.sockets[0]
        print(ts.family, ts.type, ts.proto, ts.fileno() > 0, ts.gettimeout(), ts.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0)
        print(repr(ts).startswith("<asyncio.TransportSocket fd="), ts.setblocking(False), ts.settimeout(0))
        for f in (lambda: ts.setblocking(True), lambda: ts.settimeout(1), lambda: ts.recv(1), lambda: ts.accept()):
            try:
                f()
            except (ValueError, AttributeError) as e:
                print(type(e).__name__, e)
    print(names.count("first"), names.count("second"), len(names))


asyncio.run(main())
