# record: 3.14
# Values of return through delegation, comprehension and loops.
def a(): yield 1; return "a"
def b(): r = yield from a(); yield r; return r + "b"
def c():
    for i in (yield from b()): yield i
    return None
def d():
    try: return (yield 5)
    finally: print("fin d")
def e():
    try: yield 1
    finally: return "swallowed"
def f():
    while True:
        try: x = yield
        except ValueError as ex: yield f"got {ex}"
        else:
            if x == "stop": return x
def drive(g, *acts):
    out = []
    for act in acts:
        try: out.append(g.throw(act) if isinstance(act, BaseException) else g.send(act))
        except BaseException as ex: out.append((type(ex).__name__, ex.args))
    print(out)
drive(c(), *[None] * 6); drive(d(), None, "v"); drive(d(), None, KeyError("k")); drive(e(), None, KeyError("k"), None); drive(f(), None, 1, ValueError("v"), None, "stop", None); drive(f(), None, GeneratorExit())
x = e(); next(x); print(x.close()); x = d(); next(x); print(x.close()); x = f(); next(x); print(x.close())
print(list(a()), [*b()], dict(zip(a(), b())), sum(i for i in a()), max(len(str(i)) for i in b()))
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("custom")
    def send(self, v): return ("sent", v)
def h(): return (yield from It())
drive(h(), None)
