# Flags, views of memory, many sockets.
import select
import selectors
import socket
import threading

a, b = socket.socketpair()
b.sendall(b"peeked")
print(a.recv(3, socket.MSG_PEEK), a.recv(100, socket.MSG_PEEK), a.recv(100))
b.sendall(b"now,")
threading.Timer(0.01, b.sendall, (b"later",)).start()
print(a.recv(9, socket.MSG_WAITALL))
a.settimeout(0.02)
b.sendall(b"part")
try:
    print(a.recv(10, socket.MSG_WAITALL))
except TimeoutError as e:
    print(e)
a.settimeout(None)
try:
    a.recv(1, socket.MSG_DONTWAIT)
except BlockingIOError as e:
    print(e.errno)
buf = bytearray(b"----------")
view = memoryview(buf)
b.sendall(b"abcdef")
print(a.recv_into(view[2:5]), a.recv_into(view[7:], 2), buf)
print(a.recv(10))
print(b.send(memoryview(b"0123456789")[2:5]), a.recv(10), b.sendall(memoryview(buf)[:3]), a.recv(10))
for bad in (memoryview(b"const"), "text", 5):
    try:
        a.recv_into(bad)
    except TypeError as e:
        print(e)
d, e = socket.socketpair(type=socket.SOCK_DGRAM)
d.send(b"0123456789")
print(e.recv(4), "the rest of a datagram is lost")
d.send(b"0123456789")
data, anc, flags, addr = e.recvmsg(4)
print(data, anc, bool(flags & socket.MSG_TRUNC))
d.send(b"x")
print(e.recv(10, socket.MSG_PEEK), e.recv(10))
for s in (a, b, d, e):
    s.close()

pairs = [socket.socketpair() for _ in range(60)]
for i, (x, y) in enumerate(pairs):
    if i % 3 == 0:
        y.send(b"r")
left = [x for x, y in pairs]
print(len(select.select(left, [], [], 0)[0]), len(select.select([], left, [], 0)[1]))
p = select.poll()
for x in left:
    p.register(x, select.POLLIN)
print(len(p.poll(0)))
with selectors.DefaultSelector() as sel:
    for i, x in enumerate(left):
        sel.register(x, selectors.EVENT_READ, i)
    print(sorted(key.data for key, _ in sel.select(0)) == list(range(0, 60, 3)))
    for x in left[::2]:
        sel.modify(x, selectors.EVENT_WRITE, "w")
    print(sum(key.data == "w" for key, _ in sel.select(0)))
for x, y in pairs:
    x.close()
    y.close()
