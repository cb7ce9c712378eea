# getaddrinfo and getnameinfo of the loop; connections by name.
import asyncio
import socket


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    await attempt(loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
    await attempt(loop.getaddrinfo("localhost", 80, family=socket.AF_INET, type=socket.SOCK_DGRAM))
    await attempt(loop.getaddrinfo("127.0.0.1", "nosuchservice"))
    await attempt(loop.getaddrinfo(None, None))
    await attempt(loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
    server = await asyncio.start_server(lambda r, w: w.close(), "localhost", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    r, w = await asyncio.open_connection("localhost", port, family=socket.AF_INET)
    print(w.get_extra_info("peername")[0], await r.read())
    w.close()
    r, w = await asyncio.open_connection("127.0.0.1", str(port))
    print(await r.read())
    w.close()
    r, w = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.1", 0), happy_eyeballs_delay=0.2)
    print(w.get_extra_info("sockname")[0], await r.read())
    w.close()
    server.close()
    await server.wait_closed()
    # Every address refuses.
    try:
        await asyncio.open_connection("127.0.0.1", port, happy_eyeballs_delay=0.01)
    except OSError as e:
        print(str(e).replace(str(port), "PORT"))


asyncio.run(main())
