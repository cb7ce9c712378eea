# concurrent.futures: futures and thread pools.
import concurrent.futures as cf
import threading
import time


def attempt(f):
    try:
        print("result", f())
    except BaseException as e:
        print(type(e).__name__, e)


with cf.ThreadPoolExecutor(2) as ex:
    f = ex.submit(pow, 2, 10)
    print(f.result(), f.done(), f.running(), f.cancelled(), f.exception())
    print(repr(f).split(" at ")[0], repr(f).split("state=")[1])
    f = ex.submit(lambda: 1 / 0)
    attempt(f.result)
    print(repr(f.exception()), repr(f).split("state=")[1])
    attempt(lambda: f.result(timeout=1))
    print(list(ex.map(lambda a, b: a + b, [1, 2, 3], [10, 20, 30])))
    attempt(lambda: list(ex.map(int, ["1", "x", "3"])))
    gate = threading.Event()
    slow = ex.submit(gate.wait)
    attempt(lambda: slow.result(timeout=0.01))
    attempt(lambda: slow.exception(timeout=0.01))
    print(slow.running(), slow.cancel())
    blocker = ex.submit(gate.wait)
    queued = ex.submit(print, "never")
    print(queued.cancel(), queued.cancelled(), queued.done(), queued.cancel())
    attempt(queued.result)
    attempt(queued.exception)
    calls = []
    slow.add_done_callback(lambda f: calls.append(("done", f.result())))
    gate.set()
    slow.result()
    blocker.result()
    slow.add_done_callback(lambda f: calls.append("late"))
    print(calls)
attempt(lambda: ex.submit(print))

f = cf.Future()
print(repr(f).split("state=")[1])
print(f.set_running_or_notify_cancel(), f.running())
f.set_result(5)
attempt(lambda: f.set_result(6))
attempt(lambda: f.set_exception(ValueError()))
f2 = cf.Future()
f2.cancel()
print(f2.set_running_or_notify_cancel(), repr(f2).split("state=")[1])

done, not_done = cf.wait([f])
print(len(done), len(not_done))
with cf.ThreadPoolExecutor(4) as ex:
    gate = threading.Event()
    fs = [ex.submit(gate.wait), ex.submit(lambda: "quick"), ex.submit(lambda: [][1])]
    r = cf.wait(fs, return_when=cf.FIRST_EXCEPTION)
    print(fs[2] in r.done, fs[0] in r.not_done)
    r = cf.wait(fs, timeout=0.01)
    print(len(r.done), len(r.not_done))
    r = cf.wait(fs, return_when=cf.FIRST_COMPLETED)
    print(len(r.done) >= 1)
    gate.set()
    print(len(cf.wait(fs).done))
    attempt(lambda: cf.wait([ex.submit(time.sleep, 0.05)], return_when="bad"))
    turns = [threading.Event() for _ in range(3)]
    turns[0].set()
    order = [ex.submit(lambda n=n: turns[n].wait() and n) for n in (2, 0, 1)]
    came = []
    for f in cf.as_completed(order):
        came.append(f.result())
        if came[-1] < 2:
            turns[came[-1] + 1].set()
    print(came)
    attempt(lambda: list(cf.as_completed([ex.submit(time.sleep, 0.1)], timeout=0.01)))

for f in (lambda: cf.ThreadPoolExecutor(0), lambda: cf.ThreadPoolExecutor(initializer=3), cf.Executor().submit):
    attempt(lambda: f() if f.__name__ == "<lambda>" else f(print))

names = []
with cf.ThreadPoolExecutor(1, thread_name_prefix="pool", initializer=names.append, initargs=("init",)) as ex:
    names.append(ex.submit(lambda: threading.current_thread().name).result())
print(names)
ex = cf.ThreadPoolExecutor(1)
gate = threading.Event()
first = ex.submit(gate.wait)
rest = [ex.submit(print, "never") for _ in range(3)]
ex.shutdown(wait=False, cancel_futures=True)
gate.set()
print([f.cancelled() for f in rest], first.result())
print(cf.CancelledError.__mro__[1].__name__, issubclass(cf.TimeoutError, OSError), cf.TimeoutError is TimeoutError)
