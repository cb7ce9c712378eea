# Conditions over other locks, and the order of waking.
import threading
import time


class Plain:
    """A lock without the private methods of RLock."""

    def __init__(self):
        self._lock = threading.Lock()
        self.calls = []

    def acquire(self, *args):
        self.calls.append("acquire")
        return self._lock.acquire(*args)

    def release(self):
        self.calls.append("release")
        self._lock.release()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()


lock = Plain()
c = threading.Condition(lock)
with c:
    print(c.wait(0.001), lock.calls)
try:
    c.notify()
except RuntimeError as e:
    print(e)
print(lock.calls)

c = threading.Condition()
order = []
ready = []


def waiter(n):
    with c:
        ready.append(n)
        c.wait()
        order.append(n)


threads = []
for n in range(5):
    t = threading.Thread(target=waiter, args=(n,))
    t.start()
    threads.append(t)
    while len(ready) <= n:
        time.sleep(0.001)
for n in (1, 2):
    with c:
        c.notify(n)
    while len(order) < (1, 3)[n - 1]:
        time.sleep(0.001)
    print(sorted(order))
with c:
    c.notify_all()
for t in threads:
    t.join()
print(sorted(order))

# wait_for looks again after each notification.
looks = []


def predicate():
    looks.append(len(looks))
    return len(looks) > 3 and "done"


def poke():
    for _ in range(3):
        time.sleep(0.002)
        with c:
            c.notify()


t = threading.Thread(target=poke)
with c:
    t.start()
    print(c.wait_for(predicate, timeout=5), len(looks))
t.join()
with c:
    start = time.monotonic()
    print(c.wait_for(lambda: None, timeout=0.02), time.monotonic() - start >= 0.019)
    try:
        c.wait_for(lambda: 1 / 0)
    except ZeroDivisionError:
        print("predicate failed; still locked:", c._is_owned())
print(c._is_owned())
# Two conditions on one lock.
lock = threading.Lock()
a, b = threading.Condition(lock), threading.Condition(lock)
log = []


def on(cond, name):
    with cond:
        ready.append(name)
        cond.wait(5)
        log.append(name)


ready.clear()
ta, tb = threading.Thread(target=on, args=(a, "a")), threading.Thread(target=on, args=(b, "b"))
ta.start()
tb.start()
while len(ready) < 2:
    time.sleep(0.001)
with b:
    b.notify()
tb.join()
print(log)
with a:
    a.notify()
ta.join()
print(log)
