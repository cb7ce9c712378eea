# Datagrams: order, broadcasts of a group, unreachable peers, Unix.
import asyncio
import os
import socket


class Collect(asyncio.DatagramProtocol):
    def __init__(self):
        self.got = asyncio.Queue()
        self.errors = []

    def connection_made(self, t):
        self.t = t

    def datagram_received(self, data, addr):
        self.got.put_nowait((data, addr))

    def error_received(self, exc):
        self.errors.append(type(exc).__name__)


class Reply(Collect):
    def datagram_received(self, data, addr):
        self.t.sendto(data.upper(), addr)


async def main():
    loop = asyncio.get_running_loop()
    t, p = await loop.create_datagram_endpoint(Reply, local_addr=("127.0.0.1", 0))
    server = t.get_extra_info("sockname")
    clients = [await loop.create_datagram_endpoint(Collect, remote_addr=server) for _ in range(3)]
    for i in range(5):
        for n, (ct, cp) in enumerate(clients):
            ct.sendto(b"client %d message %d" % (n, i))
    for n, (ct, cp) in enumerate(clients):
        print([(await asyncio.wait_for(cp.got.get(), 5))[0] for _ in range(5)])
    big = b"x" * 60000
    clients[0][0].sendto(big)
    print((await asyncio.wait_for(clients[0][1].got.get(), 5))[0] == big.upper())
    clients[0][0].sendto(b"y" * 70000)
    await asyncio.sleep(0.01)
    print(clients[0][1].errors)
    print([ct.get_write_buffer_size() for ct, cp in clients], [ct.is_closing() for ct, cp in clients])
    for ct, cp in clients:
        ct.close()
    t.close()
    await asyncio.sleep(0.01)
    print(repr(t).split(" fd")[0])
    path = f"/tmp/{os.urandom(8).hex()}"
    t, p = await loop.create_datagram_endpoint(Collect, local_addr=path, family=socket.AF_UNIX)
    c, q = await loop.create_datagram_endpoint(Collect, remote_addr=path, family=socket.AF_UNIX)
    for i in range(3):
        c.sendto(b"unix %d" % i)
    print([(await asyncio.wait_for(p.got.get(), 5))[0] for _ in range(3)])
    c.close()
    t.close()
    os.remove(path)

    class Fails(Collect):
        def datagram_received(self, data, addr):
            raise ValueError("datagram")

        def connection_lost(self, exc):
            self.lost.set_result(exc)

    errors = []
    loop.set_exception_handler(lambda loop, c: errors.append((c["message"].split(" <")[0].split("(")[0], repr(c["exception"]))))
    t, p = await loop.create_datagram_endpoint(Fails, local_addr=("127.0.0.1", 0))
    p.lost = loop.create_future()
    s = socket.socket(type=socket.SOCK_DGRAM)
    s.sendto(b"x", t.get_extra_info("sockname"))
    await asyncio.sleep(0.02)
    print(errors[0][1], t.is_closing())
    t.abort()
    print(await p.lost)
    s.close()


asyncio.run(main())
