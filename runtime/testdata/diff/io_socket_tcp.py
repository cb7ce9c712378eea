# TCP sockets that block.
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
print(server.family, server.type, server.proto, repr(server.family), repr(server.type), server.getsockname()[0])
print(server.getblocking(), server.gettimeout(), server.timeout, server.fileno() > 2)


def serve():
    while True:
        conn, address = server.accept()
        with conn:
            first = conn.recv(1000)
            if first == b"stop":
                return
            while first:
                conn.sendall(first.upper())
                first = conn.recv(1000)


t = threading.Thread(target=serve)
t.start()
with socket.create_connection(("127.0.0.1", port)) as c:
    print(c.getpeername() == ("127.0.0.1", port), c.getsockname()[0])
    c.sendall(b"hello")
    print(c.recv(100))
    print(c.send(b"abc"), c.recv(2), c.recv(100))
    buf = bytearray(6)
    c.sendall(b"xyz")
    print(c.recv_into(buf), buf)
    c.sendall(b"12")
    print(c.recv_into(buf, 1), buf, c.recv(10))
    c.sendall(b"from")
    data, address = c.recvfrom(10)
    print(data)
    c.sendall(b"into")
    print(c.recvfrom_into(buf)[0], buf)
    big = bytes(range(256)) * 2000
    received = bytearray()
    sender = threading.Thread(target=c.sendall, args=(big,))
    sender.start()
    while len(received) < len(big):
        received += c.recv(65536)
    sender.join()
    print(received == big.upper())
    c.shutdown(socket.SHUT_WR)
    print(c.recv(10))
    for f in (lambda: c.send(b"x"), lambda: c.recv(-1), lambda: c.send("text"), lambda: c.recv_into(b"const"), lambda: c.recv_into(buf, 100)):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, str(e)[:60])
c.close()
c.close()
print(c.fileno(), "[closed]" in repr(c))
for name in ("recv", "send", "getsockname", "listen", "settimeout"):
    try:
        getattr(c, name)(*{"recv": (1,), "send": (b"x",), "settimeout": (3,)}.get(name, ()))
        print(name, "works")
    except OSError as e:
        print(name, e)
with socket.create_connection(("localhost", port)) as c:
    c.sendall(b"stop")
t.join()
server.close()
try:
    socket.create_connection(("127.0.0.1", port), timeout=5)
except ConnectionRefusedError as e:
    print(e, e.errno)
try:
    socket.create_connection(("127.0.0.1", port), all_errors=True)
except ExceptionGroup as e:
    print(e, [type(x).__name__ for x in e.exceptions])
