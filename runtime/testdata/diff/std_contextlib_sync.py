# contextlib without async: closing, redirect, suppress, stacks, decorators.
import contextlib
import io
import sys


@contextlib.contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield name
    except KeyError as e:
        out.append(f"swallowed {e}")
    finally:
        out.append(f"</{name}>")


out = []
with tag("a", out) as a, tag("b", out):
    out.append(a)
    raise KeyError("k")
print(out)


@tag("deco", out := [])
def work(x):
    out.append(x)
    return x * 2


print(work(2), work(3), out, work.__name__)


class C:
    def close(self): print("closed")


with contextlib.closing(C()) as c, contextlib.nullcontext(5) as n, contextlib.suppress(ZeroDivisionError, TypeError):
    print(n, type(c).__name__)
    1 / 0
buf, err = io.StringIO(), io.StringIO()
with contextlib.redirect_stdout(buf), contextlib.redirect_stderr(err):
    print("hidden")
    print("err", file=sys.stderr)
print(repr(buf.getvalue()), repr(err.getvalue()))
log = []
with contextlib.ExitStack() as s:
    s.callback(log.append, 1)
    s.push(lambda t, e, tb: log.append(t and t.__name__) or True)
    s.enter_context(tag("x", log))
    kept = s.pop_all()
    print(log)
    with kept:
        raise LookupError("in kept")
print(log)


class D(contextlib.ContextDecorator):
    def __enter__(self): log.append("in"); return self
    def __exit__(self, *e): log.append(e[0]); return False


@D()
def f(): return "f"


print(f(), log[-2:], isinstance(tag("q", []), contextlib.AbstractContextManager), issubclass(C, contextlib.AbstractContextManager))


@contextlib.contextmanager
def bad(kind):
    if kind == "none":
        return
    yield 1
    if kind == "two":
        yield 2


for kind in ("none", "two"):
    try:
        with bad(kind):
            pass
    except RuntimeError as e:
        print(e)
try:
    with bad("two"):
        raise OSError("body")
except (OSError, RuntimeError) as e:
    print(type(e).__name__, e)
try:
    with contextlib.suppress(ValueError):
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except ExceptionGroup as g:
    print(g.exceptions)
with contextlib.suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1)])
with contextlib.chdir("/"):
    print(__import__("os").getcwd())
