import types, sys, warnings
class Aw:
    def __init__(self, tag): self.tag = tag
    def __await__(self):
        r = yield self.tag
        return ("result", r)
async def co(n):
    a = await Aw(n)
    print("a", a)
    try: b = await Aw(n + 1)
    except ValueError as e: b = ("caught", str(e))
    return a, b
c = co(1); print(c.send(None), c.send("x"))
try: c.throw(ValueError("boom"))
except StopIteration as e: print(e.value)
try: c.send(None)
except RuntimeError as e: print(e)
c = co(5)
try: c.send(1)
except TypeError as e: print(e)
c.close()
c = co(5); c.send(None); print(c.cr_await is not None, c.cr_frame is not None, c.cr_running, c.cr_code.co_name); c.close(); c.close(); print(c.cr_frame)
async def outer():
    return await co(7)
o = outer(); print(o.send(None), o.cr_await.__name__); print(o.send(1))
try: o.send(2)
except StopIteration as e: print(e.value)
def drive(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
    except Exception as e: return type(e).__name__ + ": " + str(e)
class X: pass
def bad(ret):
    class B:
        def __await__(self): return ret
    async def f(): await B()
    return drive(f())
for r in (1, None, [], X()): print(bad(r))
async def coro_ret(): pass
cr = coro_ret(); print(bad(cr)); cr.close()
async def agen():
    yield 1
async def w(x): return await x
class NA: pass
class PA:
    __await__ = None
class IA: pass
ia = IA(); ia.__await__ = lambda: iter([])
class AA:
    async def __await__(self): pass
class EX:
    def __await__(self, x): pass
class PR:
    @property
    def __await__(self): return iter(())
class SM:
    @staticmethod
    def __await__(): return iter(())
for v in (5, NA(), PA(), ia, agen(), EX(), PR(), SM(), "s", None): print(drive(w(v)))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    print(drive(w(AA())))
async def af(x):
    async for i in x: pass
class A1:
    async def __aiter__(self): pass
class A2:
    def __aiter__(self): return self
    def __anext__(self): return 5
class A3:
    def __aiter__(self): return 5
class A4:
    def __aiter__(self): return self
    async def __anext__(self): raise StopIteration
class A5:
    def __aiter__(self): return self
    def __anext__(self): return agen()
class A6:
    n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for v in (5, A1(), A2(), A3(), A4(), A5(), A6(), []): print(drive(af(v)))
async def aw(x):
    async with x as v: return v
class W1:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 5
class W2:
    async def __aenter__(self): return "entered"
    def __aexit__(self, *a): return None
class W3:
    async def __aenter__(self): return 1
class W4:
    async def __aenter__(self): return "ok"
    async def __aexit__(self): pass
class W5:
    async def __aenter__(self): return "fine"
    async def __aexit__(self, *a): print("exit", a[0]); return True
class W6:
    def __enter__(self): pass
    def __exit__(self, *a): pass
for v in (W1(), W2(), W3(), W4(), W5(), W6(), 5): print(drive(aw(v)))
try:
    with W5(): pass
except TypeError as e: print(e)
for f in (lambda: list(agen()), lambda: iter(co(1))):
    try: f()
    except TypeError as e: print(e)
def yf(): yield from co2
co2 = co(1)
try: next(yf())
except TypeError as e: print(e)
@types.coroutine
def tc():
    x = yield "tc"
    return x
async def use(): return await tc()
u = use(); print(u.send(None))
try: u.send(3)
except StopIteration as e: print(e.value)
def yf2(): yield from co2
async def stopper(): raise StopIteration(5)
print(drive(stopper()))
co2.close()
print(type(co(1).__await__()).__name__)
# 3.14: object int can't be used in 'await' expression -> 'int' object can't be awaited
# 3.14: object NA can't be used in 'await' expression -> 'NA' object can't be awaited
# 3.14: object IA can't be used in 'await' expression -> 'IA' object can't be awaited
# 3.14: object async_generator can't be used in 'await' expression -> 'async_generator' object can't be awaited
# 3.14: object str can't be used in 'await' expression -> 'str' object can't be awaited
# 3.14: object NoneType can't be used in 'await' expression -> 'NoneType' object can't be awaited
# 3.14: 'W6' object does not support the asynchronous context manager protocol -> 'W6' object does not support the asynchronous context manager protocol (missed __aexit__ method) but it supports the context manager protocol. Did you mean to use 'with'?
# 3.14: 'W5' object does not support the context manager protocol -> 'W5' object does not support the context manager protocol (missed __exit__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?
# 3.14: 'int' object does not support the asynchronous context manager protocol -> 'int' object does not support the asynchronous context manager protocol (missed __aexit__ method)
