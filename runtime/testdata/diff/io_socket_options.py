# Options, construction, errors and reprs of sockets.
import socket


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


s = socket.socket()
print(s.family == socket.AF_INET, s.type == socket.SOCK_STREAM, s.proto)
text = repr(s).replace(str(s.fileno()), "FD", 1)
print(text)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0)
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
print(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0, s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
print(len(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8)))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\5\0\0\0")
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
attempt(s.getsockopt, 12345, 6)
attempt(s.setsockopt, socket.SOL_SOCKET, 98765, 1)
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, "x")
attempt(s.getsockopt, socket.SOL_SOCKET)
attempt(s.getpeername)
attempt(s.shutdown, socket.SHUT_RD)
attempt(s.recv, 1)
attempt(s.connect, ("127.0.0.1",))
attempt(s.connect, ("127.0.0.1", 1.5))
attempt(s.connect, (None, 1))
attempt(s.bind, ("1.2.3.4", 0))
attempt(s.dup().close)
print(s.get_inheritable())
s.set_inheritable(True)
print(s.get_inheritable())
with s as same:
    print(same is s)
print(s.fileno())
attempt(socket.socket, 12345)
attempt(socket.socket, socket.AF_INET, 12345)
attempt(socket.socket, fileno=-1)
attempt(socket.socket, fileno=999999)
attempt(socket.socket, fileno="x")
attempt(socket.socket, "x")
attempt(socket.socketpair, 12345)
attempt(socket.create_server, ("127.0.0.1", 0), family=socket.AF_INET, dualstack_ipv6=True)
attempt(socket.create_server, ("1.2.3.4", 0))
attempt(socket.create_connection, "x")


class Mine(socket.socket):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.extra = "kept"

    def send(self, data):
        return super().send(data[::-1])


m = Mine()
print(m.extra, isinstance(m, socket.socket), isinstance(m.dup(), Mine), "Mine" in repr(m))
m.close()
a, b = socket.socketpair()
try:
    a.nosuch
except AttributeError as e:
    print(e)
attempt(lambda: a.__getstate__())
a.close()
try:
    for _ in range(3):
        b.send(b"x")
except (BrokenPipeError, ConnectionResetError) as e:
    print(type(e).__name__)
b.close()
