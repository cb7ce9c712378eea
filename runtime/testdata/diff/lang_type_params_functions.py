# record: 3.14
def f[T](x: T) -> T: return x
print(f(1), f.__type_params__, f.__annotations__, f.__type_params__[0].__bound__, f.__type_params__[0].__constraints__)
def g[T: int, U: (str, bytes), *Ts, **P, D = list[int]](a: T, *args: *Ts) -> D: pass
for p in g.__type_params__:
    print(p, type(p).__name__, getattr(p, "__bound__", "-"), getattr(p, "__constraints__", "-"), p.has_default(), p.__default__ if p.has_default() else "-", getattr(p, "__infer_variance__", "-"))
print(g.__annotations__["return"])
def lazy[T: undefined](): pass
try: lazy.__type_params__[0].__bound__
except NameError as e: print(e)
def outer[T]():
    def inner[T, U](): return T, U
    class K[V](list): v = V
    return T, inner(), K
T, (a, b), K = outer(); print(T, a, b, T is a, K.__orig_bases__, K.__type_params__)
def defaults[T](a=print("default evaluated"), *, k=len("x")): return a, k
print(defaults(), defaults.__defaults__, defaults.__kwdefaults__)
@lambda fn: (print("deco", fn.__name__), fn)[1]
def deco[T](): return T
print(deco.__qualname__, deco().__name__, f.__qualname__, f.__code__.co_name)
async def co[T](x: T): return T
c = co(1)
try: c.send(None)
except StopIteration as e: print(e.value)
def gen[T](): yield T
print(next(gen()), (lambda: T)())
f.__type_params__ = (); print(f.__type_params__)
try: f.__type_params__ = 5
except TypeError as e: print(e)
t = g.__type_params__[0]
print(t.evaluate_bound(1), g.__type_params__[4].evaluate_default(1), repr(t), t.__name__, t.__module__, list[t], t | None)
for bad in ("class X(t): pass", "t()", "t.__bound__ = 1", "isinstance(1, t)"):
    try: exec(bad)
    except Exception as e: print(type(e).__name__)
