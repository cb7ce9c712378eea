# IPv6, where there is any.
import asyncio
import socket

s = socket.socket(socket.AF_INET6)
s.bind(("::1", 0))
s.listen()
name = s.getsockname()
print(len(name), name[0], name[2:])
c = socket.create_connection(name[:2])
conn, address = s.accept()
print(address[0], conn.family, c.getpeername() == name)
c.sendall(b"six")
print(conn.recv(10))
for x in (c, conn, s):
    x.close()
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
for address in (("::1", 0, 0, 0), ("::1",), ("::1", 0, 0, 0, 0), ("::1", 70000), ("::1", 0, -1), "x", ("1.2.3.4", 0)):
    try:
        s.connect(address)
        print("connected")
    except Exception as e:
        print(type(e).__name__, e)
s.close()
dual = socket.has_dualstack_ipv6()
s = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=dual)
if dual:
    c = socket.create_connection(("127.0.0.1", s.getsockname()[1]))
    conn, address = s.accept()
    print(address[0])
    c.close()
    conn.close()
s.close()


async def main():
    server = await asyncio.start_server(lambda r, w: w.close(), "::1", 0)
    address = server.sockets[0].getsockname()
    r, w = await asyncio.open_connection("::1", address[1])
    print(w.get_extra_info("peername") == address, await r.read())
    w.close()
    server.close()


asyncio.run(main())
