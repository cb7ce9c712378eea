# Semaphores and barriers, further.
import threading
import time

s = threading.Semaphore(0)
got = []


def take(n):
    s.acquire()
    got.append(n)


threads = [threading.Thread(target=take, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
s.release()
while len(got) < 1:
    time.sleep(0.001)
print(len(got), s._value)
s.release(n=3)
for t in threads:
    t.join()
print(sorted(got), s._value, s.acquire(blocking=False), s.acquire(timeout=0.005))
b = threading.BoundedSemaphore(3)
for _ in range(3):
    b.acquire()
b.release(2)
for n in (2, 1, 1, 0, -1):
    try:
        b.release(n)
        print(b._value)
    except ValueError as e:
        print(e, b._value)
with b, b:
    print(b._value)
try:
    with b:
        raise KeyError("inside")
except KeyError:
    print(b._value)
for bad in (-1, "x", None):
    try:
        threading.Semaphore(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)

out = []


def wait(bar, *args):
    try:
        out.append(bar.wait(*args))
    except threading.BrokenBarrierError:
        out.append("broken")


bar = threading.Barrier(3)
threads = [threading.Thread(target=wait, args=(bar,)) for _ in range(2)]
for t in threads:
    t.start()
while bar.n_waiting < 2:
    time.sleep(0.001)
print(bar.n_waiting, bar.broken)
bar.abort()
for t in threads:
    t.join()
print(out, bar.broken, bar.n_waiting)
wait(bar)
print(out)
bar.reset()
out.clear()
threads = [threading.Thread(target=wait, args=(bar, 5)) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(out), bar.broken)
out.clear()
wait(bar, 0.005)
print(out, bar.broken)
bar.reset()
print(bar.broken, bar.parties)
one = threading.Barrier(1, action=lambda: out.append("alone"))
print([one.wait() for _ in range(3)], out)
