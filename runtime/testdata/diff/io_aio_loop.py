# Loops with I/O: stopping, going on, closing.
import asyncio
import socket


class Echo(asyncio.Protocol):
    def connection_made(self, t):
        self.t = t

    def data_received(self, data):
        self.t.write(data)


loop = asyncio.new_event_loop()
server = loop.run_until_complete(loop.create_server(Echo, "127.0.0.1", 0))
address = server.sockets[0].getsockname()


async def talk(text):
    r, w = await asyncio.open_connection(*address)
    w.write(text)
    data = await r.readexactly(len(text))
    w.close()
    await w.wait_closed()
    return data


print(loop.run_until_complete(talk(b"first")))
print(server.is_serving())
# A connection waits while the loop does not run.
c = socket.create_connection(address)
c.sendall(b"early")
loop.call_later(0.02, loop.stop)
loop.run_forever()
print(c.recv(100))
c.close()
print(loop.run_until_complete(talk(b"second")))
a, b = socket.socketpair()
hits = []
loop.add_reader(a, lambda: (hits.append(a.recv(10)), loop.stop()))
b.send(b"stop")
loop.run_forever()
print(hits)
# stop() before run_forever() runs one pass.
loop.stop()
loop.call_soon(hits.append, "one pass")
loop.run_forever()
print(hits[-1])
server.close()
loop.run_until_complete(server.wait_closed())
loop.close()
loop.close()
print(loop.is_closed())
for f in (lambda: loop.add_reader(a, print), lambda: loop.run_forever(), lambda: loop.call_soon(print), lambda: loop.create_task(None)):
    try:
        f()
    except RuntimeError as e:
        print(e)
print(a.fileno() >= 0)
a.close()
b.close()


async def two_loops():
    server = await asyncio.start_server(lambda r, w: (w.write(b"hi"), w.close()), "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    data = await r.read()
    w.close()
    server.close()
    return data


print([asyncio.run(two_loops()) for _ in range(3)])
with asyncio.Runner() as runner:
    print(runner.run(two_loops()), runner.run(two_loops()))


# Fairness: callbacks, timers and I/O take turns.
async def fair():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    a.setblocking(False)
    counts = {"io": 0, "soon": 0, "timer": 0}
    stop = False

    def readable():
        counts["io"] += 1
        a.recv(1)
        b.send(b"x")

    def soon():
        counts["soon"] += 1
        if not stop:
            loop.call_soon(soon)

    def timer():
        counts["timer"] += 1
        if not stop:
            loop.call_later(0.001, timer)

    loop.add_reader(a, readable)
    b.send(b"x")
    soon()
    timer()
    await asyncio.sleep(0.2)
    stop = True
    loop.remove_reader(a)
    a.close()
    b.close()
    return {k: v > 1 for k, v in counts.items()}


print(asyncio.run(fair()))
