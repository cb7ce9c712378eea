# RLock: nesting, owners, errors.
import threading

r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(False))
print(r._is_owned(), r._recursion_count())
text = repr(r)
print(text.startswith("<locked _thread.RLock object owner="), "count=3" in text)
result = []


def other():
    result.append(r.acquire(False))
    result.append(r.acquire(timeout=0.01))
    result.append(r._is_owned())
    try:
        r.release()
    except RuntimeError as e:
        result.append(str(e))


t = threading.Thread(target=other)
t.start()
t.join()
print(result)
for _ in range(3):
    r.release()
for f in (r.release, lambda: r.acquire(False, 1), lambda: r.acquire(timeout=-5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
with r:
    with r:
        print(r._recursion_count())
print(r._recursion_count(), r._is_owned())
r.acquire()
r.acquire()
state = r._release_save()
print(state[0], r._is_owned())
r._acquire_restore(state)
print(r._recursion_count())
r.release()
r.release()
print("owner=0 count=0" in repr(r))


def take_and_keep(ready, leave):
    with r:
        ready.set()
        leave.wait()


ready, leave = threading.Event(), threading.Event()
t = threading.Thread(target=take_and_keep, args=(ready, leave))
t.start()
ready.wait()
print(r.acquire(timeout=0.01))
leave.set()
t.join()
print(r.acquire(timeout=1))
r.release()
