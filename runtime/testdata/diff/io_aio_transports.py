# The interfaces: transports, protocols, abstract servers.
import asyncio
import inspect


def attempt(f, *args):
    try:
        r = f(*args)
        if inspect.iscoroutine(r):
            try:
                r.send(None)
            finally:
                r.close()
        print("result", r)
    except BaseException as e:
        print(type(e).__name__, e)


for kind in (asyncio.BaseTransport, asyncio.ReadTransport, asyncio.WriteTransport, asyncio.Transport, asyncio.DatagramTransport, asyncio.SubprocessTransport):
    t = kind({"a": 1})
    print(kind.__name__, [c.__name__ for c in kind.__mro__[1:-1]], t.get_extra_info("a"), t.get_extra_info("b"), t.get_extra_info("b", 2))
    for name in sorted(n for n in dir(kind) if not n.startswith("_") and n != "get_extra_info"):
        f = getattr(t, name)
        args = {"write": (b"x",), "set_protocol": (None,), "writelines": ([b"a", b"b"],), "sendto": (b"x",), "get_pipe_transport": (1,), "send_signal": (1,)}.get(name, ())
        try:
            f(*args)
            print("  ", name, "works")
        except NotImplementedError as e:
            print("  ", name, "NotImplementedError", e)

for kind in (asyncio.BaseProtocol, asyncio.Protocol, asyncio.BufferedProtocol, asyncio.DatagramProtocol, asyncio.SubprocessProtocol):
    p = kind()
    print(kind.__name__, sorted(n for n in dir(kind) if not n.startswith("_")))
    print(p.connection_made(None), p.connection_lost(None), p.pause_writing(), p.resume_writing(), getattr(kind, "__slots__", None))
s = asyncio.AbstractServer()
for name in ("close", "get_loop", "is_serving", "start_serving", "serve_forever", "wait_closed"):
    attempt(getattr(s, name))
print(asyncio.Transport().get_extra_info("x"))
