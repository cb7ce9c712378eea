# UDP sockets.
import socket

a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(type=socket.SOCK_DGRAM)
print(a.family, a.type, repr(a.type))
a.bind(("127.0.0.1", 0))
b.bind(("", 0))
print(b.getsockname()[0])
b.sendto(b"one", a.getsockname())
data, addr = a.recvfrom(100)
print(data, addr[1] == b.getsockname()[1])
b.sendto(b"two", 0, a.getsockname())
buf = bytearray(10)
n, addr = a.recvfrom_into(buf)
print(n, buf)
b.connect(a.getsockname())
b.send(b"connected")
print(a.recv(4), "the rest is cut off")
b.send(b"")
print(a.recv(10))
a.connect(b.getsockname()) if b.getsockname()[0] == "127.0.0.1" else None
a.settimeout(0.02)
try:
    a.recv(1)
except TimeoutError as e:
    print(e)
for f in (
    lambda: a.sendto(b"x"),
    lambda: a.sendto("text", a.getsockname()),
    lambda: a.sendto(b"x", "addr"),
    lambda: a.sendto(b"x", ("127.0.0.1",)),
    lambda: a.sendto(b"x", ("127.0.0.1", 70000)),
    lambda: a.sendto(b"x", ("127.0.0.1", -1)),
    lambda: a.sendto(b"x", ("127.0.0.1", "80")),
    lambda: a.bind("x"),
    lambda: a.bind(("127.0.0.1", 1, 2)),
    lambda: a.connect(5),
    lambda: a.listen(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a.close()
b.close()
