import functools
def trace(f):
    @functools.wraps(f)
    def w(*a, **k):
        print("call", f.__name__, a, k)
        return f(*a, **k)
    return w
def arg(n):
    def deco(f): print("deco", n, f.__name__); return f
    return deco
@arg(1)
@arg(2)
@trace
def add(a, b=1):
    "adds"
    return a + b
print(add(2, b=3), add.__name__, add.__doc__, add.__wrapped__.__name__)
@(lambda c: (setattr(c, "tag", 1), c)[1])
class C: pass
print(C.tag)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@functools.cache
def sq(n): print("sq", n); return n * n
sq(2); sq(2); print(sq(3))
p = functools.partial(int, base=2); print(p("101"), p.func, p.args, p.keywords)
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, [], "init"))
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(3) >= V(2), V(1) > V(0))
class CP:
    @functools.cached_property
    def val(self): print("computing"); return 42
c = CP(); print(c.val, c.val)
@functools.singledispatch
def sd(x): return "obj"
@sd.register
def _(x: int): return "int"
@sd.register(str)
def _(x): return "str"
print(sd(1), sd("a"), sd([]))
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
