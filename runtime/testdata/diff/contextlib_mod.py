import contextlib, asyncio
@contextlib.contextmanager
def cm(n):
    print("in", n)
    try: yield n
    except ValueError as e: print("caught", e)
    finally: print("out", n)
with cm(1) as v: print(v)
with cm(2): raise ValueError("x")
try:
    with cm(3): raise KeyError("k")
except KeyError as e: print("through", e)
@cm(4)
def f(): print("body")
f()
@contextlib.contextmanager
def noyield():
    if False: yield
try:
    with noyield(): pass
except RuntimeError as e: print(e)
@contextlib.contextmanager
def twice(): yield; yield
try:
    with twice(): pass
except RuntimeError as e: print(e)
with contextlib.suppress(KeyError, ValueError): raise KeyError
with contextlib.ExitStack() as st:
    st.enter_context(cm("a")); st.callback(print, "cb", 1); st.push(lambda t, v, tb: print("push", t) or True)
    raise TypeError
print("after")
with contextlib.closing(type("C", (), {"close": lambda s: print("close")})()): pass
with contextlib.nullcontext(5) as n: print(n)
@contextlib.asynccontextmanager
async def acm(n):
    print("ain", n)
    try: yield n
    finally: print("aout", n)
async def agen():
    try:
        for i in range(5): yield i
    finally: print("agen closed")
async def main():
    async with acm(1) as v: print(v)
    try:
        async with acm(2): raise ValueError("async")
    except ValueError as e: print(e)
    async with contextlib.aclosing(agen()) as g:
        async for x in g:
            if x == 1: break
    print("after break")
    async with contextlib.AsyncExitStack() as st:
        await st.enter_async_context(acm("s")); st.push_async_callback(asyncio.sleep, 0); st.callback(print, "sync cb")
asyncio.run(main())
import io
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print("captured")
print(repr(buf.getvalue()))
class AC(contextlib.AbstractContextManager):
    def __exit__(self, *a): print("abs exit")
with AC() as a: print(type(a).__name__)
