# record: 3.14
# Thread pools: laziness, buffers, ends, timeouts.
import concurrent.futures as cf
import threading
import time


def attempt(f):
    try:
        print("result", f())
    except BaseException as e:
        print(type(e).__name__, e)


pulled = []


def numbers():
    for i in range(10):
        pulled.append(i)
        yield i


with cf.ThreadPoolExecutor(2) as ex:
    it = ex.map(lambda x: x * 2, numbers(), buffersize=3)
    print(len(pulled), next(it), len(pulled), list(it), len(pulled))
    for bad in (0, -1, "x", 1.5):
        attempt(lambda: ex.map(int, [1], buffersize=bad))
    attempt(lambda: list(ex.map(time.sleep, [0.2], timeout=0.01)))
    attempt(lambda: list(ex.map(lambda x: 1 / x, [2, 1, 0, 5])))
    print(list(ex.map(lambda *a: a, [1, 2], "ab", [True])))
    print(list(ex.map(int, [])))
    print(ex.submit(lambda: threading.current_thread().daemon).result())

# Threads are made as they are needed.
ex = cf.ThreadPoolExecutor(5)
ex.submit(int).result()
time.sleep(0.01)
ex.submit(int).result()
print(len(ex._threads))
gate = threading.Event()
fs = [ex.submit(gate.wait) for _ in range(7)]
print(len(ex._threads))
gate.set()
ex.shutdown()
print(all(f.done() for f in fs), any(t.is_alive() for t in ex._threads))
attempt(lambda: ex.submit(int))
ex.shutdown()

# A result that is an exception, callbacks in order.
order = []
f = cf.Future()
for i in range(3):
    f.add_done_callback(lambda f, i=i: order.append(i))
f.set_exception(KeyError("k"))
print(order, repr(f.exception()))
attempt(f.result)
f = cf.Future()
f.cancel()
attempt(lambda: f.set_result(1))
attempt(f.result)
waiter = cf.Future()
threading.Timer(0.01, waiter.set_result, ("later",)).start()
print(waiter.result(timeout=5))
waiter = cf.Future()
threading.Timer(0.01, waiter.cancel).start()
attempt(lambda: waiter.result(timeout=5))
print(cf.wait([], timeout=1), list(cf.as_completed([])))
same = cf.Future()
same.set_result(1)
print(len(cf.wait([same, same]).done), len(list(cf.as_completed([same, same]))))

# An abandoned pool does not hinder the exit.
cf.ThreadPoolExecutor(1).submit(time.sleep, 0.01)
print("end")
