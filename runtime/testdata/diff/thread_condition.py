# Condition: wait, notify, wait_for, errors.
import threading
import time

c = threading.Condition()
for f in (c.wait, c.notify, c.notify_all):
    try:
        f()
    except RuntimeError as e:
        print(e)
with c:
    print(c.wait(0.01), c.wait(timeout=0), c.wait_for(lambda: True), c.wait_for(lambda: 0, timeout=0.01))

items = []
taken = []


def consumer():
    with c:
        while len(taken) < 5:
            c.wait_for(lambda: items)
            taken.append(items.pop(0))


t = threading.Thread(target=consumer)
t.start()
for i in range(5):
    with c:
        items.append(i)
        c.notify()
    time.sleep(0.001)
t.join()
print(taken)

lock = threading.Lock()
c2 = threading.Condition(lock)
woken = []
waiting = []


def waiter(n):
    with c2:
        waiting.append(n)
        woken.append((n, c2.wait(5)))


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(3)]
for n, t in enumerate(threads):
    t.start()
    while len(waiting) <= n:
        time.sleep(0.001)
with c2:
    print("<Condition(" in repr(c2), repr(c2).endswith(", 3)>"))
    c2.notify(2)
while len(woken) < 2:
    time.sleep(0.001)
print(sorted(woken))
with c2:
    c2.notify_all()
for t in threads:
    t.join()
print(sorted(woken))
with c2:
    c2.notify(10)  # nobody is there
print(lock.locked())

# Nested locks are given up whole, and taken again.
r = threading.RLock()
c3 = threading.Condition(r)
with c3:
    with c3:
        seen = []
        t = threading.Thread(target=lambda: seen.append(r.acquire(timeout=1)) or r.release())
        t.start()
        print(c3.wait(0.05), r._recursion_count())
        t.join()
        print(seen)
