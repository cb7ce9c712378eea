# Pipes on the event loop.
import asyncio
import os


class File:
    def __init__(self, fd):
        self.fd = fd

    def fileno(self):
        return self.fd

    def close(self):
        if self.fd >= 0:
            os.close(self.fd)
        self.fd = -1


class P(asyncio.Protocol):
    def __init__(self, log):
        self.log = log
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append("made")

    def data_received(self, data):
        self.log.append(("data", data))

    def eof_received(self):
        self.log.append("eof")

    def pause_writing(self):
        self.log.append("pause")

    def resume_writing(self):
        self.log.append("resume")

    def connection_lost(self, exc):
        self.log.append(("lost", repr(exc)))
        self.lost.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    r, w = os.pipe()
    log = []
    t, p = await loop.connect_read_pipe(lambda: P(log), File(r))
    print(type(t).__name__, isinstance(t, asyncio.ReadTransport), t.get_extra_info("pipe").fileno() == r, t.is_reading())
    os.write(w, b"one")
    await asyncio.sleep(0.01)
    t.pause_reading()
    os.write(w, b"two")
    await asyncio.sleep(0.01)
    print(log, t.is_reading())
    t.resume_reading()
    await asyncio.sleep(0.01)
    os.close(w)
    await p.lost
    print(log, t.is_closing(), " closed" in repr(t))

    r, w = os.pipe()
    log = []
    t, p = await loop.connect_read_pipe(lambda: P(log), File(r))
    t.close()
    await p.lost
    print(log)
    os.close(w)

    r, w = os.pipe()
    log = []
    t, p = await loop.connect_write_pipe(lambda: P(log), File(w))
    print(type(t).__name__, isinstance(t, asyncio.WriteTransport), t.can_write_eof(), t.get_write_buffer_size(), t.get_write_buffer_limits())
    t.write(b"")
    t.write(b"hello")
    t.write(bytearray(b" world"))
    await asyncio.sleep(0.01)
    print(os.read(r, 100))
    t.set_write_buffer_limits(high=1000, low=10)
    while not t.get_write_buffer_size():
        t.write(b"x" * 60000)
    print(log, t.get_write_buffer_size() > 0)
    os.set_blocking(r, False)
    while t.get_write_buffer_size():
        try:
            os.read(r, 65536)
        except BlockingIOError:
            pass
        await asyncio.sleep(0)
    print(log)
    t.write(b"last")
    t.write_eof()
    await p.lost
    print(log, t.is_closing())
    while chunk := os.read(r, 65536):
        tail = chunk[-4:]
    print(tail)
    os.close(r)

    # The reading end goes away.
    r, w = os.pipe()
    log = []
    t, p = await loop.connect_write_pipe(lambda: P(log), File(w))
    os.close(r)
    await p.lost
    print(log)
    t.write(b"ignored")

    r, w = os.pipe()
    log = []
    t, p = await loop.connect_write_pipe(lambda: P(log), File(w))
    while not t.get_write_buffer_size():
        t.write(b"x" * 60000)
    t.abort()
    await p.lost
    print(log)
    os.close(r)

    # Streams over pipes.
    r, w = os.pipe()
    reader = asyncio.StreamReader()
    t, p = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), File(r))
    os.write(w, b"line one\nline two\n")
    os.close(w)
    print([line async for line in reader])


asyncio.run(main())
