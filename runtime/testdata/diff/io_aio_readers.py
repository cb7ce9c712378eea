# add_reader and add_writer.
import asyncio
import socket


def attempt(f, *args):
    try:
        print("result", f(*args))
    except Exception as e:
        print(type(e).__name__, str(e).split(" is used by")[0].split("<")[0].rstrip("0123456789"))


async def main():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    log = []
    ready = asyncio.Event()

    def readable(*args):
        log.append(("read", args, a.recv(100)))
        ready.set()

    print(loop.add_reader(a, readable, 1, 2))
    b.send(b"x")
    await ready.wait()
    print(log)
    ready.clear()
    loop.add_reader(a.fileno(), lambda: (log.append(a.recv(100)), ready.set()))
    b.send(b"y")
    await ready.wait()
    print(log[1:])
    print(loop.remove_reader(a), loop.remove_reader(a), loop.remove_writer(a))
    b.send(b"z")
    await asyncio.sleep(0.01)
    print(len(log), a.recv(10))

    ready.clear()
    count = 0

    def writable():
        nonlocal count
        count += 1
        if count == 3:
            loop.remove_writer(a)
            ready.set()

    loop.add_writer(a, writable)
    await ready.wait()
    await asyncio.sleep(0.01)
    print(count)
    # Both directions of one descriptor.
    order = []
    both = asyncio.Event()
    loop.add_reader(a, lambda: (order.append("r"), a.recv(10), loop.remove_reader(a), both.set()))
    loop.add_writer(a, lambda: (order.append("w"), loop.remove_writer(a)))
    await asyncio.sleep(0.01)
    b.send(b"q")
    await both.wait()
    print(order, loop.remove_reader(a), loop.remove_writer(a))
    # A closed peer makes both ready.
    hits = []
    loop.add_reader(a, lambda: (hits.append(a.recv(1)), loop.remove_reader(a)))
    b.close()
    await asyncio.sleep(0.01)
    print(hits)
    # Errors.
    errors = []
    loop.set_exception_handler(lambda loop, c: errors.append((c["message"].startswith("Exception in callback"), repr(c["exception"]))))

    def fails():
        loop.remove_reader(a)
        raise ValueError("reader")

    loop.add_reader(a, fails)
    await asyncio.sleep(0.01)
    print(errors)
    attempt(loop.add_reader, "x", print)
    attempt(loop.add_reader, -1, print)
    attempt(loop.add_reader, object(), print)
    attempt(loop.remove_reader, -1)
    c, d = socket.socketpair()
    t, p = await loop.create_connection(asyncio.Protocol, sock=c)
    await asyncio.sleep(0)
    for f in (loop.add_reader, loop.add_writer):
        attempt(f, c.fileno(), print)
    for f in (loop.remove_reader, loop.remove_writer):
        attempt(f, c.fileno())
    t.close()
    d.close()
    a.close()
    return loop


loop = asyncio.run(main())
a, b = socket.socketpair()
attempt(loop.add_reader, a, print)
print(loop.remove_reader(a))
