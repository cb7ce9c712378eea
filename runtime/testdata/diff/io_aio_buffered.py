# BufferedProtocol, and protocols that fail.
import asyncio
import socket


class Buffered(asyncio.BufferedProtocol):
    def __init__(self, size=4):
        self.buffer = bytearray(size)
        self.log = []
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def get_buffer(self, sizehint):
        self.log.append(("get", sizehint))
        return self.buffer

    def buffer_updated(self, nbytes):
        self.log.append(("updated", nbytes, bytes(self.buffer[:nbytes])))

    def eof_received(self):
        self.log.append("eof")

    def connection_lost(self, exc):
        self.log.append(("lost", repr(exc)))
        self.lost.set_result(None)


async def run(protocol, data, close=True):
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    b.setblocking(False)
    t, p = await loop.create_connection(lambda: protocol, sock=a)
    await loop.sock_sendall(b, data)
    await asyncio.sleep(0.01)
    if close:
        b.close()
    await asyncio.wait_for(p.lost, 5)
    b.close()
    return p.log


class NoBuffer(Buffered):
    def get_buffer(self, sizehint):
        raise LookupError("no buffer")


class EmptyBuffer(Buffered):
    def get_buffer(self, sizehint):
        return bytearray()


class BadUpdate(Buffered):
    def buffer_updated(self, nbytes):
        raise LookupError("no update")


class Base(asyncio.Protocol):
    def __init__(self):
        self.log = []
        self.lost = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc):
        self.log.append(("lost", repr(exc)))
        self.lost.set_result(None)


class BadData(Base):
    def data_received(self, data):
        raise LookupError("no data")


class BadEOF(Base):
    def eof_received(self):
        raise LookupError("no eof")


class KeepOpen(Base):
    def connection_made(self, transport):
        self.transport = transport

    def eof_received(self):
        self.log.append("eof")
        asyncio.get_running_loop().call_later(0.01, self.transport.close)
        return True


class BadMade(Base):
    def connection_made(self, transport):
        asyncio.get_running_loop().call_later(0.01, transport.close)
        raise LookupError("not made")


async def main():
    loop = asyncio.get_running_loop()
    errors = []
    loop.set_exception_handler(lambda loop, c: errors.append((c["message"].split(" <")[0], repr(c["exception"]), "transport" in c)))
    print(await run(Buffered(), b"0123456789"))
    for make in (NoBuffer, EmptyBuffer, BadUpdate, BadData, BadEOF, KeepOpen):
        errors.clear()
        print(make.__name__, await run(make(), b"data"), errors)
    errors.clear()
    await run(BadMade(), b"x", close=False)
    print("BadMade", [(e[1], e[2]) for e in errors])


asyncio.run(main())
