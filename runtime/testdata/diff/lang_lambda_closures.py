fs = {n: (lambda x, n=n: x + n) for n in (1, 2)}; print(fs[1](1), fs[2](1))
comp = lambda f, g: lambda *a: f(g(*a)); print(comp(str, max)(1, 2))
fact = (lambda f: lambda n: f(f, n))(lambda f, n: 1 if n < 2 else n * f(f, n - 1)); print(fact(10))
def make():
    a = 1
    def b():
        def c(): return a
        return c
    return b
c = make()()
print(c(), c.__qualname__, c.__closure__[0].cell_contents, make.__code__.co_cellvars)
cell = c.__closure__[0]; cell.cell_contents = 42; print(c()); del cell.cell_contents
try: c()
except NameError as e: print(e)
try: cell.cell_contents
except ValueError as e: print(e)
print((lambda: (yield))().__name__, (lambda: 1).__name__, (lambda: 1).__qualname__, (lambda a=1, *b, c, **d: 0).__code__.co_varnames)
def outer(x):
    class K:
        y = x
        def get(self): return x
    return K
print(outer(3).y, outer(4)().get(), outer.__code__.co_cellvars)
import types
g = types.FunctionType((lambda: q).__code__, {"q": 9}); print(g())
adders = [lambda v, k=k: v + k for k in range(3)]; print([f(10) for f in adders])
print(types.CellType(5).cell_contents, types.CellType().__class__.__name__)
