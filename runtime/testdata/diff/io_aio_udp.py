# Datagram endpoints.
import asyncio
import socket


class P(asyncio.DatagramProtocol):
    def __init__(self):
        self.got = asyncio.Queue()
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.got.put_nowait((data, addr))

    def error_received(self, exc):
        self.got.put_nowait(type(exc).__name__)

    def connection_lost(self, exc):
        self.lost.set_result(repr(exc))


async def attempt(aw):
    try:
        t, p = await aw
        print("made", t.get_extra_info("sockname") is not None)
        t.close()
    except Exception as e:
        print(type(e).__name__, str(e).split(", got")[0])


async def main():
    loop = asyncio.get_running_loop()
    t, p = await loop.create_datagram_endpoint(P, local_addr=("127.0.0.1", 0))
    address = t.get_extra_info("sockname")
    print(type(t).__name__, address[0], t.get_extra_info("peername"), t.is_closing(), t.get_write_buffer_size(), t.get_protocol() is p)
    c, q = await loop.create_datagram_endpoint(P, remote_addr=address)
    print(c.get_extra_info("peername") == address)
    c.sendto(b"one")
    data, source = await p.got.get()
    print(data, source == c.get_extra_info("sockname"))
    t.sendto(b"back", source)
    print((await q.got.get())[0])
    c.sendto(b"two", address)
    print((await p.got.get())[0])
    c.sendto(b"")
    print((await p.got.get())[0])
    for args in (("text",), (b"x", ("127.0.0.1", 1)), (5,)):
        try:
            c.sendto(*args)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, str(e).split(" or ")[0])
    t.close()
    t.close()
    print(await p.lost, t.is_closing())
    c.sendto(b"nobody")
    print(await asyncio.wait_for(q.got.get(), 5))
    c.abort()
    print(await q.lost)
    s = socket.socket(type=socket.SOCK_DGRAM)
    s.bind(("127.0.0.1", 0))
    t, p = await loop.create_datagram_endpoint(P, sock=s)
    print(t.get_extra_info("sockname") == s.getsockname())
    t.close()
    await p.lost
    tcp = socket.socket()
    for aw in (
        loop.create_datagram_endpoint(P),
        loop.create_datagram_endpoint(P, family=socket.AF_INET),
        loop.create_datagram_endpoint(P, sock=tcp),
        loop.create_datagram_endpoint(P, local_addr="x"),
        loop.create_datagram_endpoint(P, local_addr=("127.0.0.1", 0, 1)),
        loop.create_datagram_endpoint(P, local_addr=("127.0.0.1", 0), allow_broadcast=True),
        loop.create_datagram_endpoint(P, local_addr=("1.2.3.4", 0)),
        loop.create_datagram_endpoint(P, local_addr=("127.0.0.1", 0), remote_addr=("::1", 5)),
    ):
        await attempt(aw)
    tcp.close()
    u = socket.socket(type=socket.SOCK_DGRAM)
    await attempt(loop.create_datagram_endpoint(P, sock=u, local_addr=("127.0.0.1", 1), reuse_port=True))
    u.close()


asyncio.run(main())
