# record: 3.14
class CM:
    def __init__(self, n, swallow=False, fail=None): self.n, self.swallow, self.fail = n, swallow, fail
    def __enter__(self):
        print("enter", self.n)
        if self.fail == "enter": raise KeyError("enter")
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.fail == "exit": raise OSError("exit")
        return self.swallow
with CM(1) as a, CM(2) as (b): print(a, b)
with (CM(3) as c, CM(4),): print(c)
with CM(5, True): raise ValueError("gone")
try:
    with CM(6), CM(7): 1 / 0
except ZeroDivisionError as e: print("out", e)
try:
    with CM(8), CM(9, fail="enter"): print("no")
except KeyError as e: print("out", e)
try:
    with CM(10, True), CM(11, fail="exit"): 1 / 0
except OSError as e: print("never")
try:
    with CM(12, fail="exit"): 1 / 0
except OSError as e: print(repr(e), repr(e.__context__))
def f():
    for i in range(2):
        with CM(f"r{i}"):
            if i: return "returned"
            continue
print(f())
class O: pass
o = O(); l = [0]
with CM("t") as o.x, CM((1, 2)) as (p, q), CM("i") as l[0]: print(o.x, p, q, l)
for bad in (1, None, O(), "s"):
    try:
        with bad: pass
    except TypeError as e: print(e)
class NoExit:
    def __enter__(self): pass
try:
    with NoExit(): pass
except TypeError as e: print(e)
class A:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
try:
    with A(): pass
except TypeError as e: print(e)
class Inst: pass
i = Inst(); i.__enter__ = lambda: 1; i.__exit__ = lambda *a: 1
try:
    with i: pass
except TypeError as e: print(e)
