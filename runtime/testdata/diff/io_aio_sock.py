# loop.sock_* methods.
import asyncio
import socket


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    server = socket.create_server(("127.0.0.1", 0))
    server.setblocking(False)
    client = socket.socket()
    client.setblocking(False)
    accepting = asyncio.create_task(loop.sock_accept(server))
    await loop.sock_connect(client, server.getsockname())
    conn, address = await accepting
    print(conn.gettimeout(), address == client.getsockname())
    reading = asyncio.create_task(loop.sock_recv(conn, 100))
    await asyncio.sleep(0)
    await loop.sock_sendall(client, b"hello")
    print(await reading)
    buf = bytearray(10)
    await loop.sock_sendall(client, bytearray(b"into"))
    print(await loop.sock_recv_into(conn, buf), buf)
    big = b"0123456789" * 100000
    sending = asyncio.create_task(loop.sock_sendall(client, big))
    got = bytearray()
    while len(got) < len(big):
        got += await loop.sock_recv(conn, 65536)
    await sending
    print(got == big)
    await loop.sock_sendall(client, b"")
    waiting = asyncio.create_task(loop.sock_recv(conn, 1))
    await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    print(waiting.cancelled())
    await loop.sock_sendall(client, b"after")
    print(await loop.sock_recv(conn, 100))
    client.close()
    print(await loop.sock_recv(conn, 100))
    await attempt(loop.sock_sendall(conn, "text"))
    conn.close()
    server.close()
    deaf = socket.socket()  # bound, so that nobody else gets the port, and not listening
    deaf.bind(("127.0.0.1", 0))
    port = deaf.getsockname()[1]
    client = socket.socket()
    client.setblocking(False)
    try:
        await loop.sock_connect(client, ("127.0.0.1", port))
    except ConnectionRefusedError as e:
        print(str(e).replace(str(port), "PORT"))
    client.close()

    a = socket.socket(type=socket.SOCK_DGRAM)
    a.bind(("127.0.0.1", 0))
    a.setblocking(False)
    b = socket.socket(type=socket.SOCK_DGRAM)
    b.setblocking(False)
    receiving = asyncio.create_task(loop.sock_recvfrom(a, 100))
    await asyncio.sleep(0)
    print(await loop.sock_sendto(b, b"dgram", a.getsockname()))
    print((await receiving)[0])
    await loop.sock_sendto(b, b"two", a.getsockname())
    n, addr = await loop.sock_recvfrom_into(a, buf)
    print(n, buf[:n], addr[0])
    a.close()
    b.close()

    loop.set_debug(True)
    blocking, other = socket.socketpair()
    for aw in (
        loop.sock_recv(blocking, 1), loop.sock_recv_into(blocking, buf), loop.sock_sendall(blocking, b"x"), loop.sock_accept(blocking),
        loop.sock_connect(blocking, "x"), loop.sock_recvfrom(blocking, 1), loop.sock_sendto(blocking, b"x", "y"),
    ):
        await attempt(aw)
    blocking.close()
    other.close()


asyncio.run(main())
