# record: 3.14
"""contextlib, whole: every helper with its errors, sync and async."""
import asyncio
import contextlib
import io
import os
import sys


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


@contextlib.contextmanager
def cm(label, swallow=False):
    "doc of cm"
    print("enter", label)
    try:
        yield label.upper()
    except ValueError as e:
        print("saw", repr(e))
        if not swallow:
            raise
    finally:
        print("exit", label)


with cm("a") as v:
    print(v)
with cm("b", swallow=True):
    raise ValueError("swallowed")
try:
    with cm("c"):
        raise ValueError("through")
except ValueError as e:
    print(e, e.__context__, e.__traceback__ is not None)
for exc in (KeyError("k"), StopIteration("s"), GeneratorExit("g"), RuntimeError("r"), StopAsyncIteration("sa"), BaseException("b")):
    try:
        with cm("d"):
            raise exc
    except BaseException as e:
        print(type(e).__name__, e is exc, e.__cause__, e.__suppress_context__)


@contextlib.contextmanager
def never():
    if False:
        yield


@contextlib.contextmanager
def twice():
    yield 1
    yield 2


@contextlib.contextmanager
def again():
    try:
        yield
    except ValueError:
        yield


@contextlib.contextmanager
def replaced():
    try:
        yield
    except ValueError as e:
        raise KeyError("other") from e


@contextlib.contextmanager
def stops():
    try:
        yield
    except ValueError:
        raise StopIteration("inner")


def use(factory, exc=None):
    def run():
        with factory() as v:
            if exc:
                raise exc
        return v
    return run


t(use(never), use(twice), use(twice, ValueError("x")), use(again, ValueError("x")), use(replaced, ValueError("x")), use(stops, ValueError("x")), use(lambda: cm()), use(lambda: 5))
t(lambda: cm.__name__, lambda: cm.__doc__, lambda: cm.__wrapped__.__name__, lambda: cm("q").__doc__, lambda: type(cm("z")).__name__)
one = cm("once")
with one:
    pass
t(use(lambda: one))


@cm("decorator")
def decorated(x):
    "doc of decorated"
    print("body", x)
    return x


print(decorated(1), decorated(2), decorated.__doc__, decorated.__name__)


class Deco(contextlib.ContextDecorator):
    def __enter__(self):
        print("in")
        return self

    def __exit__(self, *exc):
        print("out", exc[0] and exc[0].__name__)
        return exc[0] is KeyError


@Deco()
def raises(e):
    raise e


t(lambda: raises(KeyError("eaten")), lambda: raises(ValueError("not eaten")))


class Closable:
    def __init__(self, n, bad=False):
        self.n, self.bad = n, bad

    def close(self):
        print("close", self.n)
        if self.bad:
            raise OSError("close failed")

    async def aclose(self):
        print("aclose", self.n)


t(use(lambda: contextlib.closing(Closable(1))) and (lambda: None))
with contextlib.closing(Closable(2)) as c:
    print(c.n)
try:
    with contextlib.closing(Closable(3, bad=True)):
        raise ValueError("body")
except OSError as e:
    print(e, repr(e.__context__))
with contextlib.suppress(KeyError, IndexError) as s:
    print(s)
    raise KeyError
with contextlib.suppress():
    pass
t(use(lambda: contextlib.suppress(KeyError), ValueError("v")), use(lambda: contextlib.suppress(ValueError), ExceptionGroup("g", [ValueError(1)])), use(lambda: contextlib.suppress(ValueError), ExceptionGroup("g", [ValueError(1), KeyError(2)])), use(lambda: contextlib.suppress(5), ValueError("v")))
out, err = io.StringIO(), io.StringIO()
with contextlib.redirect_stdout(out) as o, contextlib.redirect_stderr(err):
    print("captured")
    print("captured err", file=sys.stderr)
    with contextlib.redirect_stdout(sys.stderr):
        print("nested")
print(repr(out.getvalue()), repr(err.getvalue()), o is out)
r = contextlib.redirect_stdout(out)
with r:
    with r:
        print("reentrant")
    print("still")
print(repr(out.getvalue()))
n = contextlib.nullcontext("v")
with n as x, n as y:
    print(x, y)
with contextlib.nullcontext() as x:
    print(x)
here = os.getcwd()
with contextlib.chdir("/") as x:
    print(os.getcwd(), x)
    with contextlib.chdir("usr"):
        print(os.getcwd())
print(os.getcwd() == here)

with contextlib.ExitStack() as st:
    print(st.enter_context(cm("s1")), st.push(cm("unused")) is not None if False else "-")
    st.callback(print, "callback", 1, sep="|")
    st.push(lambda *exc: print("pushed", exc[0] and exc[0].__name__))
    f = st.callback(lambda: print("lambda"))
    print(f.__name__)

    @st.callback
    def named():
        print("named")

    moved = st.pop_all()
    print("popped")
print("after the block")
moved.close()
moved.close()


def chain():
    with contextlib.ExitStack() as st:
        st.push(lambda *e: 1 / 0)
        st.push(lambda *e: {}["missing"])
        raise ValueError("first")


try:
    chain()
except Exception as e:
    while e:
        print(repr(e), "context", repr(e.__context__))
        e = e.__context__


def swallow_mid():
    with contextlib.ExitStack() as st:
        st.push(lambda *e: print("outer sees", e[0]))
        st.push(lambda *e: True)
        raise ValueError("gone")
    return "survived"


t(swallow_mid, lambda: contextlib.ExitStack().enter_context(5), lambda: contextlib.ExitStack().push(5), lambda: contextlib.ExitStack().callback(), lambda: contextlib.ExitStack().callback(5), lambda: contextlib.ExitStack().enter_context(contextlib.AsyncExitStack()))


async def main():
    @contextlib.asynccontextmanager
    async def acm(label, swallow=False):
        print("aenter", label)
        try:
            yield label
        except ValueError as e:
            print("asaw", repr(e))
            if not swallow:
                raise
        finally:
            await asyncio.sleep(0)
            print("aexit", label)

    async with acm("x") as v:
        print(v)
    async with acm("y", swallow=True):
        raise ValueError("gone")
    for exc in (KeyError("k"), StopAsyncIteration("s"), StopIteration("i"), RuntimeError("r")):
        try:
            async with acm("z"):
                raise exc
        except BaseException as e:
            print(type(e).__name__, e is exc)

    @acm("deco")
    async def decorated(x):
        print("async body")
        return x

    print(await decorated(3), await decorated(4))

    @contextlib.asynccontextmanager
    async def anever():
        if False:
            yield

    @contextlib.asynccontextmanager
    async def atwice():
        yield 1
        yield 2

    for f in (anever, atwice):
        try:
            async with f():
                pass
        except RuntimeError as e:
            print(e)
    async with contextlib.aclosing(Closable("async")) as c:
        print(c.n)
    async with contextlib.nullcontext("an") as v:
        print(v)

    async def acb(*a, **k):
        print("acb", a, k)

    async def aexit(*exc):
        print("aexit sees", exc[0] and exc[0].__name__)
        return exc[0] is KeyError

    async with contextlib.AsyncExitStack() as st:
        await st.enter_async_context(acm("in stack"))
        st.enter_context(cm("sync in stack"))
        st.push_async_callback(acb, 1, k=2)
        st.push_async_exit(aexit)
        st.push(lambda *e: print("sync push", e[0] and e[0].__name__))
        st.callback(print, "sync callback")
        raise KeyError("eaten by aexit")
    st = contextlib.AsyncExitStack()
    await st.enter_async_context(acm("closed"))
    await st.aclose()
    for bad in (lambda: st.enter_async_context(5), lambda: st.enter_async_context(cm("q"))):
        try:
            await bad()
        except TypeError as e:
            print(e)
    t(lambda: st.enter_context(acm("w")), lambda: st.push_async_exit(5), lambda: st.push_async_callback())
    print(isinstance(st, contextlib.AbstractAsyncContextManager), isinstance(cm("i"), contextlib.AbstractContextManager), issubclass(Closable, contextlib.AbstractContextManager))


asyncio.run(main())
t(lambda: contextlib.AbstractContextManager(), lambda: contextlib.AbstractAsyncContextManager(), lambda: contextlib.AbstractContextManager[int], sorted.__call__ and (lambda: sorted(contextlib.__all__)))
