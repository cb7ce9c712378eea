# record: 3.14
import inspect, types
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return ("r", r)
async def leaf(): print("leaf"); return (await Aw(1)), (await Aw(2))
async def mid(): return await leaf()
c = mid(); print(inspect.getcoroutinestate(c), c.cr_await, c.cr_frame.f_lineno, c.cr_running, c.cr_suspended, c.cr_origin, c.cr_code.co_name)
print(c.send(None), inspect.getcoroutinestate(c), c.cr_await.__name__, c.cr_await.cr_await is not None, c.cr_suspended)
print(c.send("a"))
try: c.send("b")
except StopIteration as e: print(e.value)
print(inspect.getcoroutinestate(c), c.cr_frame, c.cr_await)
for f in (lambda: c.send(None), lambda: c.throw(ValueError), lambda: c.close()):
    try: print(f())
    except RuntimeError as e: print(e)
c = mid()
try: c.send(1)
except TypeError as e: print(e)
c.close()
c = mid(); c.send(None)
try: c.throw(KeyError("t"))
except KeyError as e: print(repr(e))
async def cl():
    try: await Aw(1)
    finally: print("closing")
c = cl(); c.send(None); c.close(); print(inspect.getcoroutinestate(c))
async def ig():
    try: await Aw(1)
    except GeneratorExit: await Aw(2)
c = ig(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
for bad in (1, "s", None, [], leaf):
    async def b(): await bad
    k = b()
    try: k.send(None)
    except TypeError as e: print(e)
class BadAw:
    def __await__(self): return 5
class CoAw:
    def __await__(self): return leaf_c
leaf_c = leaf()
for o in (BadAw(), CoAw()):
    async def b(): await o
    try: b().send(None)
    except TypeError as e: print(e)
leaf_c.close()
async def stop(): raise StopIteration(1)
try: stop().send(None)
except RuntimeError as e: print(e, repr(e.__cause__))
c = leaf(); c2 = c.__await__(); print(type(c2).__name__, next(c2), c2.send(3)); c2.close()
for f in (lambda: iter(c), lambda: next(c), lambda: list(c)):
    try: f()
    except TypeError as e: print(e)
c = leaf(); c.send(None)
async def two(): await c
t = two()
try: t.send(None)
except RuntimeError as e: print(e)
c.close()
print(inspect.iscoroutinefunction(leaf), inspect.isawaitable(c), inspect.iscoroutine(c), type(c).__name__, leaf.__code__.co_flags & 0x80)
async def ret(): return 5
async def aw_in_expr(): return [await ret(), *(await ret() for _ in [1] if False)], (await ret()) + (await ret()), f"{await ret()}", {await ret(): await ret()}
try: aw_in_expr().send(None)
except (StopIteration, TypeError) as e: print(type(e).__name__, e)
