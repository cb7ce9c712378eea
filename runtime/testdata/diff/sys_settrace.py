# record: 3.14
"""sys.settrace: calls, lines, returns and exceptions as a debugger or a coverage tool sees them."""
import asyncio
import sys
import threading


HERE = __file__
log = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename != HERE:
        return None
    if event == "exception":
        arg = (arg[0].__name__, str(arg[1]), arg[2] is not None)
    elif event == "return" and not isinstance(arg, (int, str, type(None), list)):
        arg = type(arg).__name__
    log.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg))
    return tracer


def run(f, *args):
    log.clear()
    sys.settrace(tracer)
    try:
        r = f(*args)
    except BaseException as e:
        r = repr(e)
    finally:
        sys.settrace(None)
    print(f.__name__, "->", r)
    for e in log:
        print("   ", *e)
    assert sys.gettrace() is None


def plain(x):
    y = x + 1
    z = y * 2
    return z


def branches(n):
    if n > 1:
        a = 1
    elif n:
        a = 2
    else:
        a = 3
    b = 4 if a else 5
    return a + b


def loops():
    total = 0
    for i in range(3):
        total += i
    while total > 2:
        total -= 1
    else:
        total = 0
    return total


def inner(x):
    return x * 2


def outer():
    a = inner(1)
    b = (inner(2) +
         inner(3))
    return [a, b]


def raises():
    inner(1)
    raise ValueError("v")


def handles():
    try:
        raises()
    except KeyError:
        pass
    except ValueError as e:
        x = 1
    else:
        x = 2
    finally:
        y = 3
    return x


def passes_on():
    try:
        raises()
    finally:
        y = 1


def gen():
    x = 1
    yield x
    x = 2
    yield x


def uses_gen():
    out = []
    for v in gen():
        out.append(v)
    return out


def nested():
    def f(a):
        return a
    g = lambda q: q + 1
    return f(1) + g(2)


def comp():
    return [i * 2 for i in range(2)]


def genexp():
    return sum(i for i in range(2))


class CM:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        return True


def with_it():
    with CM() as c:
        a = 1
        raise KeyError("gone")
    return a


def makes_class():
    class A:
        x = 1

        def m(self):
            return self.x
    return A().m()


def defaults(a, b=1, *c, d=2, **e):
    return a


def calls_defaults():
    return defaults(1, d=5)


def recursion(n):
    if n:
        return recursion(n - 1)
    return 0


def matching(x):
    match x:
        case [1, y]:
            return y
        case {"k": v}:
            return v
        case _:
            return "other"


def multi():
    x = [
        1,
        2,
    ]
    y = {
        "a": x,
    }
    return len(
        x
    )


def sort_key(x):
    return -x


def native():
    return sorted([1, 2], key=sort_key)


def deletes():
    x = 1
    del x
    assert True
    pass
    return None


for f, *a in ((plain, 1), (branches, 2), (branches, 1), (branches, 0), (loops,), (outer,), (raises,), (handles,), (passes_on,), (uses_gen,), (nested,), (comp,), (genexp,), (with_it,), (makes_class,), (calls_defaults,), (recursion, 2), (matching, [1, 5]), (matching, {"k": 3}), (matching, 0), (multi,), (native,), (deletes,)):
    run(f, *a)


async def leaf():
    await asyncio.sleep(0)
    return 1


async def middle():
    x = await leaf()
    return x


async def agen():
    yield 1
    await asyncio.sleep(0)
    yield 2


async def main():
    a = await middle()
    async for v in agen():
        a += v
    return a


def coroutines():
    return asyncio.run(main())


run(coroutines)


def only_calls(frame, event, arg):
    if frame.f_code.co_filename == HERE:
        log.append((event, frame.f_code.co_name))


def lines_off(frame, event, arg):
    if frame.f_code.co_filename != HERE:
        return
    frame.f_trace_lines = False
    log.append((event, frame.f_code.co_name, frame.f_trace_lines, frame.f_trace is None))
    return lines_off


for t in (only_calls, lines_off):
    log.clear()
    sys.settrace(t)
    outer()
    sys.settrace(None)
    print(t.__name__, log)


def bad(frame, event, arg):
    if frame.f_code.co_filename == HERE and event == "line":
        raise RuntimeError("from the tracer")
    return bad


sys.settrace(bad)
try:
    plain(1)
except RuntimeError as e:
    print("raised", e, sys.gettrace())
sys.settrace(None)


def sets_own():
    f = sys._getframe()
    print(f.f_trace)
    f.f_trace = tracer
    x = 1
    y = 2
    del f.f_trace
    z = 3
    return f.f_trace


log.clear()
sys.settrace(only_calls)
print(sets_own())
sys.settrace(None)
print([e[:3] for e in log])


def stops_inside():
    a = 1
    sys.settrace(None)
    b = 2
    return b


run(stops_inside)
log.clear()
threading.settrace(tracer)
th = threading.Thread(target=plain, args=(5,))
th.start()
th.join()
threading.settrace(None)
print([e for e in log if e[1] == "plain"], threading.gettrace())


def changes(frame, event, arg):
    if event == "line" and frame.f_code is plain.__code__ and "z" in frame.f_locals:
        frame.f_locals["z"] = "changed"
    return changes


sys.settrace(changes)
r = plain(3)
sys.settrace(None)
print(r)
