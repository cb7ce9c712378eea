class CM:
    def __init__(self, name, swallow=False, fail_exit=False, fail_enter=False): self.n, self.s, self.fx, self.fe = name, swallow, fail_exit, fail_enter
    def __enter__(self):
        print("enter", self.n)
        if self.fe: raise RuntimeError("enter " + self.n)
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.fx: raise RuntimeError("exit " + self.n)
        return self.s
with CM("a") as a, CM("b") as b: print(a, b)
with (CM("p") as p, CM("q", swallow=True),): raise ValueError("sw")
try:
    with CM("x"), CM("y", fail_exit=True): raise KeyError("orig")
except RuntimeError as e: print(repr(e), repr(e.__context__))
try:
    with CM("x"), CM("y", fail_enter=True): print("no")
except RuntimeError as e: print(e)
def f():
    with CM("r", swallow=True):
        return "ret"
print(f())
for i in range(3):
    with CM(i):
        if i == 0: continue
        if i == 1: break
with CM("t") as (x, *y): print(x, y)
for o in (5, None):
    try:
        with o: pass
    except TypeError as e: print(e)
class NoExit:
    def __enter__(self): pass
try:
    with NoExit(): pass
except TypeError as e: print(e)
class D: pass
d = D()
with CM("attr") as d.v: print(d.v)
def g():
    with CM("gen"):
        yield 1
        yield 2
it = g(); print(next(it)); it.close(); print("closed")
def h():
    try:
        with CM("sw", swallow=True):
            raise StopIteration
        return "after"
    finally: print("fin")
print(h())
with CM("big"):
    with CM("nested", swallow=True):
        1 / 0
    print("went on")
# 3.14: object does not support the context manager protocol\n -> object does not support the context manager protocol (missed __exit__ method)\n
