# Protocols and transports over TCP.
import asyncio
import socket

log = []


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        log.append("server made")

    def data_received(self, data):
        log.append(("server data", data))
        if data == b"close":
            self.transport.close()
        elif data == b"abort":
            self.transport.abort()
        elif data == b"fail":
            raise ZeroDivisionError("in data_received")
        else:
            self.transport.write(data.upper())

    def eof_received(self):
        log.append("server eof")

    def connection_lost(self, exc):
        log.append(("server lost", exc))


class Client(asyncio.Protocol):
    def __init__(self):
        self.lost = asyncio.get_running_loop().create_future()
        self.got = asyncio.Queue()

    def connection_made(self, transport):
        self.transport = transport
        log.append("client made")

    def data_received(self, data):
        log.append(("client data", data))
        self.got.put_nowait(data)

    def eof_received(self):
        log.append("client eof")

    def connection_lost(self, exc):
        log.append(("client lost", type(exc).__name__))
        self.lost.set_result(None)


def flush():
    # The two ends of a connection take turns as the system likes.
    for entry in sorted(log, key=str):
        print("  ", entry)
    log.clear()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, c: log.append(("handler", c["message"], repr(c["exception"]))))
    server = await loop.create_server(Server, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    print(server.is_serving(), len(server.sockets), type(server.sockets[0]).__name__, server.get_loop() is loop)

    async def connect():
        return await loop.create_connection(Client, *address)

    t, p = await connect()
    print(type(t).__name__, t.get_protocol() is p, t.is_closing(), t.is_reading(), t.can_write_eof())
    print(t.get_extra_info("peername") == address, t.get_extra_info("sockname")[0], t.get_extra_info("nothing", 5), type(t.get_extra_info("socket")).__name__)
    print(t.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
    print(t.get_write_buffer_size(), t.get_write_buffer_limits())
    t.write(b"one")
    print(await p.got.get())
    t.write(b"")
    t.writelines([b"t", bytearray(b"w"), b"o"])
    print(await p.got.get())
    for bad in ("text", 5, None):
        try:
            t.write(bad)
        except TypeError as e:
            print(e)
    t.pause_reading()
    t.pause_reading()
    print(t.is_reading())
    t.write(b"paused")
    await asyncio.sleep(0.02)
    print(p.got.empty())
    t.resume_reading()
    t.resume_reading()
    print(await p.got.get(), t.is_reading())
    t.close()
    t.close()
    print(t.is_closing(), t.is_reading())
    await p.lost
    t.write(b"ignored")
    await asyncio.sleep(0.01)
    flush()

    for command in (b"close", b"abort", b"fail"):
        print(command)
        t, p = await connect()
        t.write(command)
        await p.lost
        await asyncio.sleep(0.01)
        flush()

    print("write_eof")
    t, p = await connect()
    t.write(b"last")
    t.write_eof()
    try:
        t.write(b"more")
    except RuntimeError as e:
        print(e)
    t.write_eof()
    await p.lost
    await asyncio.sleep(0.01)
    flush()

    print("abort")
    t, p = await connect()
    t.write(b"lost perhaps")
    t.abort()
    await p.lost
    await asyncio.sleep(0.01)
    log.clear()

    print("set_protocol")
    t, p = await connect()
    q = Client()
    t.set_protocol(q)
    t.write(b"x")
    print(await q.got.get(), p.got.empty(), t.get_protocol() is q)
    t.close()
    await q.lost
    server.close()
    await server.wait_closed()
    print(server.is_serving(), server.sockets)


asyncio.run(main())
