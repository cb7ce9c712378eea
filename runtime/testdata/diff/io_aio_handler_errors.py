# Handlers of connections that fail or are cancelled.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    errors = asyncio.Queue()
    loop.set_exception_handler(lambda loop, c: errors.put_nowait((c["message"], repr(c["exception"]))))

    async def fails(r, w):
        await r.readline()
        raise ValueError("handler failed")

    server = await asyncio.start_server(fails, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    w.write(b"go\n")
    print(await r.read())
    print(await errors.get())
    w.close()
    server.close()
    await server.wait_closed()

    started = asyncio.Queue()

    async def waits(r, w):
        started.put_nowait(asyncio.current_task())
        await asyncio.sleep(100)

    server = await asyncio.start_server(waits, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    task = await started.get()
    task.cancel()
    print(await r.read(), task.cancelled())
    w.close()
    server.close()
    await server.wait_closed()

    # A factory that fails closes the connection.
    def factory():
        raise ValueError("no protocol")

    server = await loop.create_server(factory, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        print(await r.read())
    except ConnectionError as e:
        print(type(e).__name__)
    w.close()
    server.close()
    print(errors.empty())
    try:
        await loop.create_connection(factory, *server.sockets[0].getsockname()) if server.sockets else None
    except ValueError as e:
        print(e)


asyncio.run(main())
