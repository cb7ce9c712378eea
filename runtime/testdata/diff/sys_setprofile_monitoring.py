# record: 3.14
"""sys.setprofile and sys.monitoring: what profilers and coverage tools register for."""
import sys
import threading

HERE = __file__
log = []


def show(title):
    print(title)
    for e in log:
        print("   ", *e)
    log.clear()


def f(x):
    return g(x) + 1


def g(x):
    return x * 2


def gen():
    yield 1
    yield 2


def fails():
    raise ValueError("v")


def catches():
    try:
        fails()
    except ValueError:
        return "caught"


def work():
    f(1)
    for v in gen():
        pass
    catches()
    try:
        fails()
    except ValueError as e:
        return str(e)


def profiler(frame, event, arg):
    if frame.f_code.co_filename == HERE and not event.startswith("c_"):
        log.append((event, frame.f_code.co_name, arg))


sys.setprofile(profiler)
print(sys.getprofile() is profiler)
work()
sys.setprofile(None)
print(sys.getprofile())
show("profile")


def inside():
    sys.setprofile(profiler)
    g(5)
    return "in"


def after():
    inside()
    return "after"


after()
sys.setprofile(None)
show("set inside")


def bad(frame, event, arg):
    if event == "return" and frame.f_code is g.__code__:
        raise RuntimeError("from the profiler")


sys.setprofile(bad)
try:
    f(1)
except RuntimeError as e:
    print(e, sys.getprofile())
sys.setprofile(None)
both = []
sys.setprofile(lambda fr, e, a: both.append(("profile", e)) if fr.f_code is g.__code__ else None)
sys.settrace(lambda fr, e, a: both.append(("trace", e)) if fr.f_code is g.__code__ else None)
g(1)
sys.settrace(None)
sys.setprofile(None)
print(both)
threading.setprofile(profiler)
th = threading.Thread(target=f, args=(7,))
th.start()
th.join()
threading.setprofile(None)
show("thread")

M, E = sys.monitoring, sys.monitoring.events
TOOL = M.PROFILER_ID
M.use_tool_id(TOOL, "test")
print(M.get_tool(TOOL), M.get_events(TOOL))


def on(name):
    def call(code, *args):
        if code.co_filename == HERE and code.co_name not in ("<module>", "watch", "call"):
            args = args[1:] if name != "LINE" else (args[0] - code.co_firstlineno,)
            log.append((name, code.co_name, *[repr(a) for a in args]))
    return call


names = ["PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "PY_UNWIND", "PY_THROW", "LINE", "RAISE", "EXCEPTION_HANDLED"]
for n in names:
    print(n, M.register_callback(TOOL, getattr(E, n), on(n)))


def watch(events, fn, *args):
    M.set_events(TOOL, events)
    try:
        r = fn(*args)
    finally:
        M.set_events(TOOL, 0)
    return r


for n in names:
    watch(getattr(E, n), work)
    show(n)
watch(E.PY_START | E.PY_RETURN | E.LINE, f, 3)
show("three events")


def closes():
    it = gen()
    next(it)
    it.close()
    it = gen()
    next(it)
    try:
        it.throw(KeyError("thrown"))
    except KeyError:
        pass


watch(E.PY_THROW | E.PY_UNWIND | E.PY_YIELD, closes)
show("close and throw")
# local events, and places that want no more of them
M.set_local_events(TOOL, g.__code__, E.PY_START | E.LINE)
f(1)
print(M.get_local_events(TOOL, g.__code__), M.get_local_events(TOOL, f.__code__), M.get_events(TOOL))
M.set_local_events(TOOL, g.__code__, 0)
f(1)
show("local")
hits = []


def once(code, line):
    if code is loop.__code__:
        hits.append(line - code.co_firstlineno)
    return M.DISABLE


def loop():
    n = 0
    for i in range(4):
        n += i
    return n


old = M.register_callback(TOOL, E.LINE, once)
print(old is not None)
watch(E.LINE, loop)
watch(E.LINE, loop)
print(hits)
M.restart_events()
watch(E.LINE, loop)
print(hits)


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


t(
    lambda: M.use_tool_id(TOOL, "again"), lambda: M.use_tool_id(6, "x"), lambda: M.use_tool_id(-1, "x"), lambda: M.use_tool_id(3, 5), lambda: M.set_events(3, E.LINE), lambda: M.set_events(TOOL, 1 << 30), lambda: M.set_events(TOOL, E.C_RETURN), lambda: M.register_callback(TOOL, 3, None), lambda: M.register_callback(TOOL, 1 << 20, None), lambda: M.set_local_events(TOOL, 5, 1), lambda: M.set_local_events(TOOL, g.__code__, E.RAISE), lambda: M.get_tool(9), lambda: M.get_tool(0), lambda: M.free_tool_id(9), lambda: M.free_tool_id(TOOL), lambda: M.get_tool(TOOL), lambda: M.register_callback(TOOL, E.LINE, None), lambda: sorted(n for n in dir(M) if n[0] != "_"), lambda: sorted(n for n in dir(E) if n[0] != "_"), lambda: (M.DEBUGGER_ID, M.COVERAGE_ID, M.PROFILER_ID, M.OPTIMIZER_ID), lambda: E.PY_START | E.LINE,
)
M.use_tool_id(M.COVERAGE_ID, "cov")
M.register_callback(M.COVERAGE_ID, E.RAISE, lambda *a: M.DISABLE)
M.set_events(M.COVERAGE_ID, E.RAISE)
try:
    fails()
except ValueError as e:
    print(type(e).__name__, e)
M.free_tool_id(M.COVERAGE_ID)
