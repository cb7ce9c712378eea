# Unix sockets, and file descriptors over them.
import os
import socket

path = f"/tmp/{os.urandom(8).hex()}"
s = socket.socket(socket.AF_UNIX)
s.bind(path)
s.listen()
print(s.getsockname() == path, s.type, s.family == socket.AF_UNIX)
c = socket.socket(socket.AF_UNIX)
c.connect(path)
conn, address = s.accept()
print(repr(address), repr(c.getsockname()), c.getpeername() == path, repr(conn.getpeername()))
c.sendall(b"hi")
print(conn.recv(10))
for f in (
    lambda: socket.socket(socket.AF_UNIX).bind(path),
    lambda: socket.socket(socket.AF_UNIX).connect(path + "-none"),
    lambda: socket.socket(socket.AF_UNIX).connect(("a", 1)),
    lambda: socket.socket(socket.AF_UNIX).bind("x" * 200),
):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
r, w = os.pipe()
socket.send_fds(c, [b"descriptors"], [r, w])
message, fds, flags, address = socket.recv_fds(conn, 100, 4)
print(message, len(fds), flags)
os.write(fds[1], b"through a passed pipe")
print(os.read(r, 100))
for fd in (r, w, *fds):
    os.close(fd)
print(c.sendmsg([b"a", b"bc"]), conn.recvmsg(10)[:2])
bufs = [bytearray(2), bytearray(3)]
c.sendmsg([b"hello"])
print(conn.recvmsg_into(bufs)[0], bufs)
for x in (c, conn, s):
    x.close()
os.remove(path)

abstract = "\0" + os.urandom(8).hex()
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(abstract)
print(s.getsockname() == abstract.encode())
c = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
c.sendto(b"abstract", abstract)
print(s.recvfrom(20))
s.close()
c.close()
a, b = socket.socketpair(type=socket.SOCK_DGRAM)
a.send(b"1")
a.send(b"22")
print(b.recv(10), b.recv(10), a.type)
fd = a.detach()
print(a.fileno(), fd >= 0)
again = socket.socket(fileno=fd)
print(again.family == socket.AF_UNIX, again.type, again.fileno() == fd)
again.close()
dup = b.dup()
print(dup.fileno() != b.fileno(), dup.type == b.type)
b.close()
dup.close()
