# Futures: waiting for mixtures, tracebacks, callbacks.
import concurrent.futures as cf
import threading
import traceback


def finished(value):
    f = cf.Future()
    f.set_result(value)
    return f


def failed(exc):
    f = cf.Future()
    f.set_exception(exc)
    return f


def cancelled(notified=True):
    f = cf.Future()
    f.cancel()
    if notified:
        f.set_running_or_notify_cancel()
    return f


pending = cf.Future()
fs = {"ok": finished(1), "bad": failed(ValueError("v")), "gone": cancelled(), "wait": pending}
name = {f: n for n, f in fs.items()}
for when in (cf.FIRST_COMPLETED, cf.FIRST_EXCEPTION, cf.ALL_COMPLETED):
    r = cf.wait(fs.values(), timeout=0.01, return_when=when)
    print(when, sorted(name[f] for f in r.done), sorted(name[f] for f in r.not_done))
r = cf.wait([fs["ok"], pending], timeout=0.01, return_when=cf.FIRST_EXCEPTION)
print(len(r.done), len(r.not_done), r == (r.done, r.not_done), r._fields)
threading.Timer(0.01, pending.set_exception, (KeyError("late"),)).start()
r = cf.wait([pending, cf.Future()], timeout=5, return_when=cf.FIRST_EXCEPTION)
print(len(r.done), len(r.not_done))
print(sorted(name[f] for f in cf.as_completed(fs.values())))
for n, f in fs.items():
    try:
        print(n, f.result(), f.exception())
    except BaseException as e:
        print(n, type(e).__module__, repr(e))
try:
    for f in cf.as_completed([finished(1), cf.Future(), cf.Future()], timeout=0.01):
        print("one")
except TimeoutError as e:
    print(e)


def inner():
    raise LookupError("in the pool")


def outer():
    inner()


with cf.ThreadPoolExecutor(1) as ex:
    f = ex.submit(outer)
    try:
        f.result()
    except LookupError as e:
        names = [frame.name for frame in traceback.extract_tb(e.__traceback__)]
        print(names[0], names[-2:])
    order = []
    f = ex.submit(lambda: "x")
    f.add_done_callback(lambda f: order.append(("first", f.result())))
    f.add_done_callback(lambda f: order.append(("second", threading.current_thread() is not None)))
    f.result()
    while len(order) < 2:
        pass
    print(order)
    # A worker may submit.
    print(ex.submit(lambda: ex.submit(int)).result().__class__.__name__)
    # Keyword arguments named as the parameters.
    print(ex.submit(lambda **kw: kw, self=1, fn=2).result())
class Quits(BaseException):
    pass


with cf.ThreadPoolExecutor(1) as ex:
    f = ex.submit(lambda: (_ for _ in ()).throw(Quits("base")))
    try:
        f.result()
    except Quits as e:
        print("Quits", e)
    print(ex.submit(lambda: "still works").result())
f = cf.Future()
f.set_running_or_notify_cancel()
print(f.cancel(), f.running(), repr(f).split("state=")[1])
print(cf.Future[int], issubclass(cf.BrokenExecutor, RuntimeError), issubclass(cf.InvalidStateError, cf._base.Error))
