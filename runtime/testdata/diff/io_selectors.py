# Module selectors.
import selectors
import socket
import time


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        text = str(e)
        for name, sock in (("A", a), ("B", b)):
            text = text.replace(repr(sock), name).replace(f"FD {sock.fileno()}", "FD")
        print(type(e).__name__, text.strip("'\""))


print(selectors.EVENT_READ, selectors.EVENT_WRITE, selectors.DefaultSelector.__name__)
for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.DefaultSelector):
    a, b = socket.socketpair()
    with kind() as s:
        key = s.register(a, selectors.EVENT_READ, data="A")
        print(type(key).__name__, key.fileobj is a, key.fd == a.fileno(), key.events, key.data)
        s.register(b, selectors.EVENT_READ | selectors.EVENT_WRITE, "B")
        print([(k.data, ev) for k, ev in s.select(0)])
        b.send(b"x")
        print(sorted((k.data, ev) for k, ev in s.select()))
        print(s.modify(b, selectors.EVENT_READ, "B2").data, s.get_key(b).data, len(s.get_map()), a in s.get_map())
        a.recv(1)
        start = time.monotonic()
        print(s.select(0.02), time.monotonic() - start >= 0.015, s.select(-1))
        attempt(s.register, a, selectors.EVENT_READ)
        attempt(s.register, a, 0)
        attempt(s.register, a, 100)
        attempt(s.register, "x", 1)
        attempt(s.register, -1, 1)
        attempt(s.get_key, 12345)
        attempt(lambda: s.get_map()[12345])
        print(s.unregister(a).data, list(k.data for k in s.get_map().values()))
        attempt(s.unregister, a)
        attempt(s.modify, a, 1)
        b.close()
        print(s.unregister(b).data)
    attempt(s.get_key, a)
    print(s.get_map())
    a.close()
attempt(selectors.BaseSelector)
