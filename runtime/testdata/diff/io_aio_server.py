# Servers: serving, closing, clients, errors.
import asyncio
import socket


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    connected = asyncio.Queue()

    async def handler(r, w):
        connected.put_nowait((r, w))
        await r.read()
        w.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0, start_serving=False)
    port = server.sockets[0].getsockname()[1]
    print(server.is_serving(), type(server).__name__, isinstance(server, asyncio.AbstractServer))
    await attempt(asyncio.open_connection("127.0.0.1", port)) if False else None
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving())
    r, w = await asyncio.open_connection("127.0.0.1", port)
    await connected.get()
    server.close()
    server.close()
    print(server.is_serving(), server.sockets)
    waiting = asyncio.create_task(server.wait_closed())
    await asyncio.sleep(0.01)
    print("still connected:", not waiting.done())
    w.close()
    await asyncio.wait_for(waiting, 5)
    await server.wait_closed()
    await attempt(server.serve_forever())

    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        task = asyncio.create_task(server.serve_forever())
        await asyncio.sleep(0)
        try:
            await server.serve_forever()
        except RuntimeError as e:
            print(str(e).split(" is already")[1])
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("cancelled", server.is_serving())
    print(server.sockets)

    for end in ("close_clients", "abort_clients"):
        server = await asyncio.start_server(handler, "127.0.0.1", 0)
        pairs = [await asyncio.open_connection(*server.sockets[0].getsockname()) for _ in range(2)]
        for _ in pairs:
            await connected.get()
        server.close()
        getattr(server, end)()
        await asyncio.wait_for(server.wait_closed(), 5)
        for r, w in pairs:
            try:
                print(end, await r.read())
            except ConnectionError as e:
                print(end, type(e).__name__)
            w.close()

    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    server = await asyncio.start_server(handler, sock=sock)
    print(server.sockets[0].getsockname() == sock.getsockname())
    taken = sock.getsockname()
    try:
        await asyncio.start_server(handler, *taken)
    except OSError as e:
        print(e.errno, e.strerror.replace(str(taken[1]), "PORT"))
    server.close()
    await server.wait_closed()
    print(sock.fileno())

    d = socket.socket(type=socket.SOCK_DGRAM)
    d2 = socket.socket()
    for aw in (
        loop.create_server(asyncio.Protocol),
        loop.create_server(asyncio.Protocol, "127.0.0.1", 0, sock=d2),
        loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl=True),
        loop.create_server(asyncio.Protocol, "1.2.3.4", 0),
        loop.create_connection(asyncio.Protocol),
        loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, sock=d2),
        loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, server_hostname="x"),
        loop.create_connection(asyncio.Protocol, "127.0.0.1", 1),
        loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, ssl_handshake_timeout=3),
        loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, local_addr=("1.2.3.4", 0)),
    ):
        await attempt(aw)
    for make in (lambda: loop.create_server(asyncio.Protocol, sock=d), lambda: loop.create_connection(asyncio.Protocol, sock=d)):
        try:
            await make()
        except ValueError as e:
            print(str(e).split(", got")[0])
    d.close()
    d2.close()
    try:
        await loop.create_connection(asyncio.Protocol, "127.0.0.1", 1, all_errors=True)
    except ExceptionGroup as e:
        print(e, e.exceptions)

    # Several hosts, and a callback that is no coroutine function.
    seen = asyncio.Queue()
    server = await asyncio.start_server(lambda r, w: (seen.put_nowait("plain"), w.close()), ["127.0.0.1", "127.0.0.1"], 0)
    print(len(server.sockets))
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await seen.get(), await r.read())
    w.close()
    server.close()
    await server.wait_closed()


asyncio.run(main())
