# Unix servers and connections.
import asyncio
import os
import socket


async def attempt(aw, hide=()):
    try:
        print("result", await aw)
    except Exception as e:
        text = str(e).split(", got")[0]
        for word in hide:
            text = text.replace(word, "PATH")
        print(type(e).__name__, text)


async def main():
    loop = asyncio.get_running_loop()
    path = f"/tmp/{os.urandom(8).hex()}"

    async def handler(r, w):
        w.write((await r.readline()).strip()[::-1] + b"\n")
        w.close()

    server = await asyncio.start_unix_server(handler, path)
    print(server.sockets[0].getsockname() == path, os.path.exists(path))
    r, w = await asyncio.open_unix_connection(path)
    print(w.get_extra_info("peername") == path, repr(w.get_extra_info("sockname")))
    w.write(b"hello\n")
    print(await r.readline(), await r.read())
    w.close()
    # A stale socket is replaced, other files are not.
    second = await asyncio.start_unix_server(handler, path)
    server.close()
    await server.wait_closed()
    print(os.path.exists(path))
    second.close()
    await second.wait_closed()
    print(os.path.exists(path))
    with open(path, "w"):
        pass
    await attempt(asyncio.start_unix_server(handler, path), (path,))
    os.remove(path)
    server = await asyncio.start_unix_server(handler, path, cleanup_socket=False)
    server.close()
    print(os.path.exists(path))
    os.remove(path)
    await attempt(asyncio.open_unix_connection(path), (path,))
    server = await asyncio.start_unix_server(handler, "\0" + os.urandom(8).hex())
    name = server.sockets[0].getsockname()
    r, w = await asyncio.open_unix_connection(name.decode())
    w.write(b"abstract\n")
    print(name[:1], await r.read())
    w.close()
    server.close()
    a, b = socket.socketpair()
    r, w = await asyncio.open_unix_connection(sock=a)
    b.send(b"pair")
    b.close()
    print(await r.read())
    w.close()
    tcp = socket.socket()
    for aw in (
        loop.create_unix_connection(asyncio.Protocol),
        loop.create_unix_connection(asyncio.Protocol, path, sock=tcp),
        loop.create_unix_connection(asyncio.Protocol, sock=tcp),
        loop.create_unix_connection(asyncio.Protocol, path, server_hostname="x"),
        loop.create_unix_server(asyncio.Protocol),
        loop.create_unix_server(asyncio.Protocol, path, sock=tcp),
        loop.create_unix_server(asyncio.Protocol, sock=tcp),
        loop.create_unix_server(asyncio.Protocol, path, ssl=False),
        loop.create_unix_connection(asyncio.Protocol, 5),
    ):
        await attempt(aw)
    tcp.close()
    # Datagrams.
    ours = f"/tmp/{os.urandom(8).hex()}"
    got = loop.create_future()

    class P(asyncio.DatagramProtocol):
        def datagram_received(self, data, addr):
            got.set_result(data)

    t, p = await loop.create_datagram_endpoint(P, local_addr=ours, family=socket.AF_UNIX)
    s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    s.sendto(b"datagram", ours)
    print(await got)
    s.close()
    t.close()
    os.remove(ours)
    await attempt(loop.create_datagram_endpoint(P, local_addr=("a", 1), family=socket.AF_UNIX))


asyncio.run(main())
