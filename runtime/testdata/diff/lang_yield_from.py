def inner():
    try:
        a = yield 1
        print("inner got", a)
        b = yield 2
    except KeyError as e: print("inner caught", e); yield "k"
    finally: print("inner finally")
    return "inner value"
def outer():
    r = yield from inner()
    print("outer got", r)
    r = yield from [10, 20]
    print(r)
    return (yield from (x for x in "ab"))
o = outer(); print(next(o), o.gi_yieldfrom.__name__, o.send("x")); print(next(o)); print(list(o))
o = outer(); next(o); print(o.throw(KeyError("z"))); print(next(o)); o.close()
o = outer(); next(o); o.close()
o = outer(); next(o)
try: o.throw(OSError("os"))
except OSError as e: print(e)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("itval")
        return self.n
    def send(self, v): print("send", v); return "sent"
    def throw(self, *a): print("throw", a); return "thrown"
    def close(self): print("close")
def d(): print("value", (yield from It()))
i = d(); print(next(i), i.send(5), i.throw(ValueError("q")), i.send(None)); print(list(i))
i = d(); next(i); i.close()
def n(): yield from [1, 2]
i = n(); next(i)
try: i.send(5)
except AttributeError as e: print(e)
i = n(); next(i)
try: i.throw(ValueError("plain"))
except ValueError as e: print(e)
for bad in (5, None, len):
    def b(): yield from bad
    try: next(b())
    except TypeError as e: print(e)
def rec(n):
    if n: yield from rec(n - 1)
    yield n
print(list(rec(5)), sum(1 for _ in rec(50)))
async def co(): return 1
def notco(): yield from co()
try: next(notco())
except TypeError as e: print(e)
import types
@types.coroutine
def tc(): x = yield "tc"; return (yield from co()), x
async def user(): return await tc()
u = user(); print(u.send(None))
try: u.send("v")
except StopIteration as e: print(e.value)
print(notco.__code__.co_flags & 0x20, tc.__code__.co_flags & 0x100)
