# select, poll and epoll.
import os
import select
import socket
import threading
import time


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a, b = socket.socketpair()
r, w, x = select.select([a], [b], [a, b], 0)
print(r, w == [b], x)
b.send(b"x")
print(select.select([a], [], [])[0] == [a], select.select([a.fileno()], [], [], 1)[0] == [a.fileno()])
a.recv(1)
start = time.monotonic()
print(select.select([a], [], [], 0.02), time.monotonic() - start >= 0.019)
print(select.select([], [], [], 0))
threading.Timer(0.01, b.send, (b"y",)).start()
print(select.select([a], [], [], 5)[0] == [a])
attempt(select.select, [a], [], [], -1)
attempt(select.select, [a], [], [], "x")
attempt(select.select, 5, [], [])
attempt(select.select, ["x"], [], [])
attempt(select.select, [-1], [], [])
attempt(select.select, [a], [])


class Fileno:
    def __init__(self, value):
        self.value = value

    def fileno(self):
        return self.value


f = Fileno(a.fileno())
print(select.select([f], [], [], 0)[0] == [f])
attempt(select.select, [Fileno("x")], [], [])

p = select.poll()
p.register(a, select.POLLIN)
p.register(b.fileno(), select.POLLOUT)
print(sorted((fd == a.fileno(), ev) for fd, ev in p.poll()))
p.modify(b, select.POLLIN)
print([(fd == a.fileno(), ev) for fd, ev in p.poll(0)])
a.recv(1)
print(p.poll(10), p.poll(0.5))
b.close()
print([(fd == a.fileno(), bool(ev & select.POLLHUP)) for fd, ev in p.poll(1000) if fd == a.fileno()])
p.unregister(a)
attempt(p.unregister, 12345)
attempt(p.modify, 12345, 1)
attempt(p.poll, "x")
attempt(p.register, "x")
attempt(p.register, -1)
a.close()

if hasattr(select, "epoll"):
    a, b = socket.socketpair()
    with select.epoll() as e:
        print(e.closed, e.fileno() >= 0)
        e.register(a, select.EPOLLIN)
        e.register(b, select.EPOLLIN | select.EPOLLOUT)
        print([(fd == b.fileno(), ev == select.EPOLLOUT) for fd, ev in e.poll(1)])
        b.send(b"z")
        print(sorted((fd == a.fileno(), ev) for fd, ev in e.poll(timeout=1, maxevents=5)))
        e.modify(b, 0)
        print(len(e.poll(0)))
        e.unregister(a)
        print(e.poll(0.01))
        attempt(e.register, b)
        attempt(e.unregister, a)
        attempt(e.modify, 9999, 1)
        attempt(e.poll, 1, 0)
        attempt(e.poll, 1, -2)
    print(e.closed)
    attempt(e.poll)
    attempt(e.fileno)
    e.close()
    attempt(select.epoll, -2)
    a.close()
    b.close()
