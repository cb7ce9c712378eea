# Flow control: write buffers, pausing protocols, drain.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    log = []

    class P(asyncio.Protocol):
        def pause_writing(self):
            log.append("pause")

        def resume_writing(self):
            log.append("resume")

        def connection_lost(self, exc):
            log.append(("lost", exc))
            done.set_result(None)

    done = loop.create_future()
    t, p = await loop.create_connection(P, sock=a)
    for args, kw in (((), {}), ((), {"high": 100}), ((), {"low": 10}), ((100, 50), {}), ((0,), {}), ((10, 20), {}), ((10, -1), {})):
        try:
            t.set_write_buffer_limits(*args, **kw)
            print(t.get_write_buffer_limits())
        except ValueError as e:
            print(e)
    t.set_write_buffer_limits(high=1000, low=100)
    b.setblocking(False)
    while t.get_write_buffer_size() == 0:
        t.write(b"x" * 65536)
    print(log, t.get_write_buffer_size() > 0)
    before = t.get_write_buffer_size()
    t.write(b"y" * 10)
    print(t.get_write_buffer_size() - before, log)
    received = 0
    while t.get_write_buffer_size():
        received += len(await loop.sock_recv(b, 1 << 20))
    print(log, t.get_write_buffer_size())
    t.set_write_buffer_limits(high=0)
    while t.get_write_buffer_size() == 0:
        t.write(b"z" * 65536)
    print(log)
    t.close()
    print(t.is_closing(), done.done(), "read=idle write=<polling, bufsize=" in repr(t))
    while True:
        data = await loop.sock_recv(b, 1 << 20)
        if not data:
            break
    await done
    print(log)
    b.close()

    # drain() of a stream waits until the other side has read.
    a, b = socket.socketpair()
    b.setblocking(False)
    r, w = await asyncio.open_connection(sock=a)
    w.transport.set_write_buffer_limits(high=1000)
    w.write(b"x" * 3_000_000)
    draining = asyncio.create_task(w.drain())
    second = asyncio.create_task(w.drain())
    await asyncio.sleep(0.01)
    print(draining.done())
    total = 0
    while total < 3_000_000:
        total += len(await loop.sock_recv(b, 1 << 20))
    await asyncio.wait_for(asyncio.gather(draining, second), 5)
    print(total, draining.done())
    # The end of the connection ends the wait.
    w.write(b"x" * 3_000_000)
    draining = asyncio.create_task(w.drain())
    await asyncio.sleep(0.01)
    b.close()
    try:
        await asyncio.wait_for(draining, 5)
    except ConnectionError as e:
        print(type(e).__name__)
    try:
        await w.drain()
    except ConnectionError as e:
        print(type(e).__name__)
    w.close()
    try:
        await w.wait_closed()
    except ConnectionError as e:
        print(type(e).__name__)

    # A protocol whose callbacks fail.
    a, b = socket.socketpair()

    class Bad(asyncio.Protocol):
        def pause_writing(self):
            raise ValueError("no pause")

        def resume_writing(self):
            raise ValueError("no resume")

    errors = []
    loop.set_exception_handler(lambda loop, c: errors.append((c["message"], repr(c["exception"]))))
    t, p = await loop.create_connection(Bad, sock=a)
    t.set_write_buffer_limits(0)
    while t.get_write_buffer_size() == 0:
        t.write(b"x" * 65536)
    b.setblocking(False)
    while t.get_write_buffer_size():
        await loop.sock_recv(b, 1 << 20)
    print(errors)
    t.close()
    b.close()
    await asyncio.sleep(0.01)


asyncio.run(main())
