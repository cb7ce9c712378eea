# StreamWriter, half-closed connections, accepted sockets.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.setblocking(False)
    r, w = await asyncio.open_connection(sock=a)
    print(repr(w).startswith("<StreamWriter transport=<_SelectorSocketTransport fd="), "reader=<StreamReader" in repr(w))
    print(w.get_extra_info("socket").fileno() == a.fileno(), w.get_extra_info("x", 1), w.transport.get_protocol() is not None, w.can_write_eof())
    w.write(b"a")
    w.writelines(x for x in (b"b", b"c"))
    w.write(bytearray(b"d"))
    w.write(memoryview(b"e"))
    await w.drain()
    print(await loop.sock_recv(b, 10))
    w.write_eof()
    print(await loop.sock_recv(b, 10), w.is_closing())
    await loop.sock_sendall(b, b"answer after eof")
    print(await r.read(100))
    w.close()
    w.close()
    print(w.is_closing())
    await w.wait_closed()
    await w.wait_closed()
    try:
        await w.drain()
    except ConnectionResetError as e:
        print(e)
    print(a.fileno(), repr(w.transport).rstrip("0123456789>"))
    b.close()

    # eof_received decides whether the connection stays.
    for keep in (True, False, None, "yes"):
        log = []

        class P(asyncio.Protocol):
            def connection_made(self, t):
                self.t = t

            def eof_received(self):
                log.append("eof")
                return keep

            def connection_lost(self, exc):
                log.append(("lost", exc))

        a, b = socket.socketpair()
        b.setblocking(False)
        t, p = await loop.create_connection(P, sock=a)
        b.shutdown(socket.SHUT_WR)
        await asyncio.sleep(0.01)
        print(keep, log, t.is_closing())
        if not t.is_closing():
            t.write(b"still here")
            print(await loop.sock_recv(b, 100))
            t.close()
        await asyncio.sleep(0.01)
        print(log)
        b.close()

    # close() sends what is buffered, abort() does not.
    for end in ("close", "abort"):
        a, b = socket.socketpair()
        b.setblocking(False)
        t, p = await loop.create_connection(asyncio.Protocol, sock=a)
        size = 0
        while not t.get_write_buffer_size():
            t.write(b"x" * 100000)
            size += 100000
        getattr(t, end)()
        received = 0
        while data := await loop.sock_recv(b, 1 << 20):
            received += len(data)
        print(end, received == size, received < size)
        b.close()

    # A connection that somebody else has accepted.
    server = socket.create_server(("127.0.0.1", 0))
    c = socket.create_connection(server.getsockname())
    conn, _ = server.accept()
    got = loop.create_future()

    class Got(asyncio.Protocol):
        def data_received(self, data):
            got.set_result(data)

    t, p = await loop.connect_accepted_socket(Got, conn)
    c.sendall(b"accepted")
    print(await got, conn.gettimeout())
    t.close()
    c.close()
    server.close()
    u = socket.socket(type=socket.SOCK_DGRAM)
    try:
        await loop.connect_accepted_socket(Got, u)
    except ValueError as e:
        print(str(e).split(", got")[0])
    u.close()


asyncio.run(main())
