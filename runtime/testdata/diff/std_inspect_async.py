# record: 3.14
"""inspect on coroutines, generators of both kinds, and the functions that make them."""
import asyncio
import functools
import inspect
import types


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


def plain(a, b: int = 1, *c, d, e=2, **f) -> str: ...
def gen(): yield 1
async def co(x=1): return x
async def agen(): yield 1


class K:
    async def m(self): ...
    @classmethod
    async def cm(cls): ...
    @staticmethod
    async def sm(): ...
    async def am(self): yield
    def gm(self): yield
    async def __call__(self): ...
    def __await__(self): yield


class Awaitable:
    def __await__(self):
        yield


k = K()
lam = lambda: (yield)
part = functools.partial(co, 5)
partial2 = functools.partial(functools.partial(agen))
marked = inspect.markcoroutinefunction(lambda: 1)
wrapped = functools.wraps(co)(lambda *a: 1)
old = types.coroutine(gen)
things = {"plain": plain, "gen": gen, "co": co, "agen": agen, "K.m": K.m, "k.m": k.m, "k.cm": k.cm, "k.sm": k.sm, "k.am": k.am, "k.gm": k.gm, "k": k, "K": K, "lam": lam, "part": part, "partial2": partial2, "marked": marked, "wrapped": wrapped, "types.coroutine": old, "len": len, "5": 5}
tests = (inspect.isfunction, inspect.ismethod, inspect.isgeneratorfunction, inspect.iscoroutinefunction, inspect.isasyncgenfunction, inspect.isroutine, inspect.isbuiltin, callable)
for name, x in things.items():
    print(name, [f.__name__ for f in tests if f(x)], asyncio.iscoroutinefunction(x) if name == "never" else "")
g, c, a, w = gen(), co(), agen(), Awaitable()
objects = {"gen": g, "co": c, "agen": a, "await": w, "old": old(), "genexp": (x for x in ()), "agenexp": (x async for x in agen()), "5": 5, "asend": a.asend(None), "wrapper": c.__await__()}
tests = (inspect.isgenerator, inspect.iscoroutine, inspect.isasyncgen, inspect.isawaitable, inspect.isframe, inspect.iscode)
for name, x in objects.items():
    print(name, [f.__name__ for f in tests if f(x)])
print(inspect.getgeneratorstate(g), inspect.getcoroutinestate(c), inspect.getasyncgenstate(a))
t(lambda: inspect.getgeneratorlocals(g), lambda: inspect.getcoroutinelocals(c), lambda: inspect.getasyncgenlocals(a), lambda: inspect.getgeneratorlocals(5), lambda: inspect.getasyncgenlocals(5))
next(g)
print(inspect.getgeneratorstate(g))
list(g)
print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))


@types.coroutine
def pause():
    yield "paused"


async def states():
    local = "l"
    await pause()
    return inspect.getcoroutinestate(me)


me = states()
print(inspect.getcoroutinestate(me), me.send(None), inspect.getcoroutinestate(me), inspect.getcoroutinelocals(me), me.cr_await, inspect.isgenerator(me.cr_await))
try:
    me.send(None)
except StopIteration as e:
    print(e.value, inspect.getcoroutinestate(me))


async def astates():
    yield inspect.getasyncgenstate(ag)
    await pause()
    yield 2


ag = astates()
try:
    ag.asend(None).send(None)
except StopIteration as e:
    print(e.value, inspect.getasyncgenstate(ag), ag.ag_running, ag.ag_await)
step = ag.asend(None)
print(step.send(None), inspect.getasyncgenstate(ag), ag.ag_running, type(ag.ag_await).__name__)
try:
    ag.aclose().send(None)
except Exception as e:
    print(type(e).__name__, e)
step.close()
t(lambda: inspect.signature(plain), lambda: inspect.signature(co), lambda: inspect.signature(K.m), lambda: inspect.signature(k.m), lambda: inspect.signature(part), lambda: inspect.signature(wrapped), lambda: inspect.signature(k), lambda: inspect.signature(K), lambda: inspect.signature(5), lambda: inspect.signature(asyncio.sleep), lambda: inspect.signature(asyncio.wait_for), lambda: inspect.signature(asyncio.TaskGroup.create_task))
sig = inspect.signature(plain)
t(
    lambda: sig.parameters["b"], lambda: sig.return_annotation, lambda: [(p.name, p.kind.name, p.default is inspect.Parameter.empty) for p in sig.parameters.values()], lambda: sig.bind(1, d=2).arguments, lambda: sig.bind(1), lambda: sig.bind_partial(1).arguments, lambda: sig.bind(1, 2, 3, d=4, z=5).args, lambda: sig.bind(1, 2, 3, d=4, z=5).kwargs, lambda: (b := sig.bind(1, d=2), b.apply_defaults(), b.arguments)[2],
    lambda: sig.replace(return_annotation=int), lambda: sig == inspect.signature(plain), lambda: hash(sig) == hash(inspect.signature(plain)), lambda: sig.replace(parameters=[]), lambda: inspect.Parameter("x", inspect.Parameter.KEYWORD_ONLY, default=3, annotation=int), lambda: inspect.Parameter("1x", inspect.Parameter.KEYWORD_ONLY), lambda: inspect.Parameter("x", inspect.Parameter.VAR_POSITIONAL, default=3), lambda: inspect.Signature([inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY), inspect.Parameter("b", inspect.Parameter.POSITIONAL_ONLY)]), lambda: str(sig.replace(parameters=[p.replace(annotation=inspect.Parameter.empty) for p in sig.parameters.values()])),
    lambda: inspect.getfullargspec(plain), lambda: inspect.getcallargs(plain, 1, d=2), lambda: inspect.unwrap(wrapped) is co, lambda: inspect.getmodule(co).__name__, lambda: inspect.getdoc(K), lambda: inspect.getsource(gen), lambda: inspect.getsourcelines(co)[1] > 10, lambda: inspect.getclosurevars(states).globals.keys() >= {"me"}, lambda: inspect.getattr_static(k, "cm"), lambda: inspect.cleandoc("a\n   b\n  c"),
)
print([n for n, _ in inspect.getmembers(K, inspect.iscoroutinefunction)], [n for n, _ in inspect.getmembers(k, inspect.isasyncgenfunction)], inspect.getmembers(Awaitable(), inspect.ismethod)[0][0])


async def frames():
    f = inspect.currentframe()
    print(f.f_code.co_name, [i.function for i in inspect.stack()[:1]], inspect.getframeinfo(f).function, f.f_generator.__name__ if f.f_generator else None)
    await inner()


async def inner():
    f = inspect.currentframe()
    print(f.f_back.f_code.co_name, f.f_generator.__qualname__)


asyncio.run(frames())
for x in (c, *objects.values()):
    if hasattr(x, "close"):
        x.close()
