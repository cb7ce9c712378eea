# Cancellation and timeouts of I/O.
import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    log = []

    async def handler(r, w):
        try:
            await r.read()
        except asyncio.CancelledError:
            log.append("handler cancelled")
            raise
        finally:
            w.close()

    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    r, w = await asyncio.open_connection(*address)
    for make in (r.read, r.readline, lambda: r.readexactly(5), lambda: r.readuntil(b"x")):
        try:
            await asyncio.wait_for(make(), 0.01)
        except TimeoutError as e:
            print("timeout", repr(e), r._waiter)
    try:
        async with asyncio.timeout(0.01):
            await r.read(1)
    except TimeoutError:
        print("timeout block")
    task = asyncio.create_task(r.read(1))
    await asyncio.sleep(0)
    task.cancel("message")
    try:
        await task
    except asyncio.CancelledError as e:
        print("cancelled", e.args)
    for cancelled in (loop.sock_accept, loop.sock_recv):
        s = socket.socket() if cancelled == loop.sock_accept else socket.socketpair()[0]
        s.setblocking(False)
        if cancelled == loop.sock_accept:
            s.bind(("127.0.0.1", 0))
            s.listen()
        task = asyncio.create_task(cancelled(s) if cancelled == loop.sock_accept else cancelled(s, 1))
        await asyncio.sleep(0.001)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print(cancelled.__name__, "cancelled", loop.remove_reader(s.fileno()))
        s.close()
    # A connection that is cancelled halfway leaves no socket open.
    task = asyncio.create_task(asyncio.open_connection(*address))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
        print("was faster")
    except asyncio.CancelledError:
        print("connection cancelled")
    # An error in one of several clients ends the others.
    async def client(n):
        r, w = await asyncio.open_connection(*address)
        try:
            if n == 1:
                await asyncio.sleep(0.01)
                raise ValueError("client 1")
            await r.read()
        finally:
            w.close()
            log.append(n)

    try:
        async with asyncio.TaskGroup() as tg:
            for n in range(3):
                tg.create_task(client(n))
    except* ValueError as eg:
        print(eg.exceptions, sorted(map(str, log)))
    w.close()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.wait_for(loop.getaddrinfo("127.0.0.1", 80), 5)
        print("resolved")
    except TimeoutError:
        print("slow")
    # The program's end cancels handlers.
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.01)
    return log


log = asyncio.run(main())
print(log[-1])
