# record: 3.14
# Lock: states, timeouts, errors.
import threading
import time

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01))
lock.release()
print(lock.locked())
with lock as got:
    print(got, lock.locked())
print(lock.locked())
print(repr(lock).startswith("<unlocked _thread.lock object at"), type(lock))


def attempt(f):
    try:
        print("result", f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lock.release)
attempt(lambda: lock.acquire(False, 1))
attempt(lambda: lock.acquire(True, -2))
attempt(lambda: lock.acquire(True, 1e20))
attempt(lambda: lock.acquire(timeout="x"))
attempt(lambda: lock.acquire(1, 2, 3))
attempt(lambda: threading.Lock(1))
attempt(lambda: lock.acquire(timeout=-1))
attempt(lock.locked)
lock.release()

# Handed over between threads, in the order of waiting.
lock.acquire()
order = []


def wait(n):
    with lock:
        order.append(n)


threads = []
for n in range(4):
    t = threading.Thread(target=wait, args=(n,))
    t.start()
    threads.append(t)
    time.sleep(0.01)
lock.release()
for t in threads:
    t.join()
print(sorted(order))

# Any thread may release.
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print(lock.locked())

# A timeout that is long enough.
lock.acquire()
threading.Timer(0.02, lock.release).start()
print(lock.acquire(timeout=5))
lock.release()

# Exclusion.
count = 0


def add():
    global count
    for _ in range(2000):
        with lock:
            value = count
            if _ % 500 == 0:
                time.sleep(0)
            count = value + 1


threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(count)
print(isinstance(lock, threading.Lock) if isinstance(threading.Lock, type) else True)
