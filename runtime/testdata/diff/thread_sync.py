# record: 3.14
# Event, Semaphore, Barrier, Timer.
import threading
import time

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.wait(0), repr(e).split(" at ")[0], repr(e).endswith(": unset>"))
threading.Timer(0.01, e.set).start()
print(e.wait(5), e.is_set(), repr(e).endswith(": set>"), e.wait())
e.clear()
print(e.is_set())

s = threading.Semaphore(2)
print(repr(s).endswith("value=2>"), s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01))
s.release(2)
with s:
    print(s._value)
print(s._value)
b = threading.BoundedSemaphore()
print(repr(b).endswith("value=1/1>"))
for f in (lambda: threading.Semaphore(-1), lambda: s.acquire(False, 1), lambda: s.release(0), b.release, lambda: threading.Barrier(0)):
    try:
        f()
    except ValueError as e:
        print(e)

active = peak = 0
guard = threading.Lock()


def limited():
    global active, peak
    with s:
        with guard:
            active += 1
            peak = max(peak, active)
        time.sleep(0.002)
        with guard:
            active -= 1


threads = [threading.Thread(target=limited) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(peak, active)

actions = []
bar = threading.Barrier(3, action=lambda: actions.append("action"))
print(bar.parties, bar.n_waiting, bar.broken, repr(bar).endswith("waiters=0/3>"))
got = []


def meet():
    for _ in range(2):
        got.append(bar.wait())


threads = [threading.Thread(target=meet) for _ in range(2)]
for t in threads:
    t.start()
for _ in range(2):
    got.append(bar.wait())
for t in threads:
    t.join()
print(sorted(got), actions)

bar = threading.Barrier(2, timeout=0.01)
try:
    bar.wait()
except threading.BrokenBarrierError as e:
    print("broken", repr(e), bar.broken, repr(bar).endswith(": broken>"))
try:
    bar.wait()
except RuntimeError as e:
    print("still broken", type(e).__name__)
bar.reset()
print(bar.broken)
bar.abort()
print(bar.broken)

bar = threading.Barrier(2, action=lambda: 1 / 0)
errors = []


def fails():
    try:
        bar.wait()
    except Exception as e:
        errors.append(type(e).__name__)


threads = [threading.Thread(target=fails) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(errors))

bar = threading.Barrier(2)
out = []


def in_barrier():
    try:
        bar.wait()
    except threading.BrokenBarrierError:
        out.append("reset")


t = threading.Thread(target=in_barrier)
t.start()
while not bar.n_waiting:
    time.sleep(0.001)
bar.reset()
t.join()
print(out, bar.broken, bar.n_waiting)

fired = []
t = threading.Timer(0.01, fired.append, args=["a"])
t.start()
t.join()
t = threading.Timer(10, fired.append, kwargs={})
t.start()
t.cancel()
t.join()
print(fired, isinstance(t, threading.Thread), t.interval)
