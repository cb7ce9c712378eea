# Timeouts, and sockets that do not block.
import errno
import socket
import time

a, b = socket.socketpair()
print(a.family == socket.AF_UNIX, a.type == socket.SOCK_STREAM, a.gettimeout(), a.getblocking())
a.settimeout(0.02)
print(a.gettimeout(), a.timeout, a.getblocking())
start = time.monotonic()
try:
    a.recv(1)
except TimeoutError as e:
    print(repr(e), e.errno, time.monotonic() - start >= 0.019)
print(socket.timeout is TimeoutError)
a.setblocking(False)
print(a.gettimeout(), a.getblocking())
try:
    a.recv(1)
except BlockingIOError as e:
    print(repr(e), e.errno == errno.EAGAIN)
try:
    while True:
        a.send(b"x" * 65536)
except BlockingIOError as e:
    print("full", e.errno)
a.settimeout(0.02)
try:
    a.sendall(b"y" * 1000000)
except TimeoutError as e:
    print(e)
a.settimeout(0)
print(a.getblocking(), a.gettimeout())
a.setblocking(True)
print(a.gettimeout())
for bad in (-1, "x", float("nan"), 1e30):
    try:
        a.settimeout(bad)
    except Exception as e:
        print(type(e).__name__, str(e).replace("an integer or float", "an integer"))
print(socket.getdefaulttimeout())
socket.setdefaulttimeout(1.5)
s = socket.socket()
print(s.gettimeout(), socket.getdefaulttimeout())
s.close()
socket.setdefaulttimeout(None)
s = socket.socket()
print(s.gettimeout())
s.close()
try:
    socket.setdefaulttimeout(-5)
except ValueError as e:
    print(e)

server = socket.create_server(("127.0.0.1", 0))
server.settimeout(0.02)
try:
    server.accept()
except TimeoutError as e:
    print("accept", e)
c = socket.socket()
c.setblocking(False)
code = c.connect_ex(server.getsockname())
print(code in (0, errno.EINPROGRESS))
server.settimeout(5)
conn, _ = server.accept()
print(conn.gettimeout())
conn.close()
c.close()
server.setblocking(False)
try:
    server.accept()
except BlockingIOError as e:
    print("accept", e.errno == errno.EAGAIN)
server.close()
deaf = socket.socket()
deaf.bind(("127.0.0.1", 0))
c = socket.socket()
print(c.connect_ex(deaf.getsockname()) == errno.ECONNREFUSED)
deaf.close()
c.close()
a.close()
b.close()
