# Context variables in callbacks, protocols and handlers.
import asyncio
import contextvars
import socket

var = contextvars.ContextVar("var", default="default")


class P(asyncio.Protocol):
    def __init__(self):
        self.log = ["init " + var.get()]
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.log.append("made " + var.get())

    def data_received(self, data):
        self.log.append("data " + var.get())

    def connection_lost(self, exc):
        self.done.set_result(None)


async def main():
    loop = asyncio.get_running_loop()
    var.set("main")
    a, b = socket.socketpair()
    t, p = await loop.create_connection(P, sock=a)
    var.set("later")
    b.send(b"x")
    await asyncio.sleep(0.01)
    b.close()
    await p.done
    print(p.log)

    a, b = socket.socketpair()
    seen = []
    ready = asyncio.Event()
    loop.add_reader(a, lambda: (seen.append(var.get()), var.set("from the reader"), a.recv(1), ready.set()))
    var.set("after add_reader")
    for _ in range(2):
        ready.clear()
        b.send(b"x")
        await ready.wait()
    print(seen, var.get())
    loop.remove_reader(a)
    a.close()
    b.close()

    names = asyncio.Queue()

    async def handler(r, w):
        names.put_nowait(var.get())
        var.set("handler")
        w.close()

    var.set("server")
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    var.set("client")
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    await r.read()
    print(await names.get(), var.get())
    w.close()
    server.close()
    loop.call_soon_threadsafe(lambda: names.put_nowait(var.get()))
    loop.call_later(0.001, lambda: names.put_nowait(var.get()))
    ctx = contextvars.copy_context()
    ctx.run(var.set, "explicit")
    loop.call_soon(lambda: names.put_nowait(var.get()), context=ctx)
    var.set("changed at once")
    await asyncio.sleep(0.01)
    print([names.get_nowait() for _ in range(3)])


asyncio.run(main())
