# Threads with locks, conditions, events, barriers, locals, timers, queues, pools.
import queue
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait

total, lock = 0, threading.Lock()


def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1


threads = [threading.Thread(target=add, args=(500,), name=f"t{i}") for i in range(4)]
[t.start() for t in threads], [t.join() for t in threads]
print(total, [t.name for t in threads], any(t.is_alive() for t in threads), threads[0].daemon)
local, seen = threading.local(), []


def use(n):
    local.x = n
    ready.wait()
    seen.append(local.x)


ready = threading.Event()
ts = [threading.Thread(target=use, args=(i,)) for i in range(3)]
[t.start() for t in ts]
ready.set()
[t.join() for t in ts]
print(sorted(seen), hasattr(local, "x"))
q, out = queue.Queue(2), []


def consume():
    while (x := q.get()) is not None:
        out.append(x * 2)
        q.task_done()


c = threading.Thread(target=consume)
c.start()
for i in range(5):
    q.put(i)
q.join()
q.put(None)
c.join()
print(out, q.empty())
for cls, items in ((queue.LifoQueue, "abc"), (queue.PriorityQueue, [3, 1, 2]), (queue.SimpleQueue, [1])):
    x = cls()
    for i in items:
        x.put(i)
    print(cls.__name__, [x.get() for _ in items], x.empty())
for bad in (lambda: q.get(timeout=0.001), lambda: queue.Queue(1).put_nowait(1), lambda: q.get_nowait(), lambda: lock.release(), lambda: threading.Thread(target=1).run(), lambda: ts[0].start(), lambda: threading.Barrier(1).wait() and 1):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
r = threading.RLock()
with r, r:
    print(r.acquire(blocking=False), lock.acquire(timeout=0.01), lock.locked())
r.release()
lock.release()
cond, ball = threading.Condition(), []


def player(name, turns):
    for _ in range(turns):
        with cond:
            cond.wait_for(lambda: len(ball) % 2 == (name == "pong"))
            ball.append(name)
            cond.notify_all()


ps = [threading.Thread(target=player, args=(n, 3)) for n in ("pong", "ping")]
[p.start() for p in ps], [p.join() for p in ps]
print(ball)
with ThreadPoolExecutor(2, thread_name_prefix="pool") as pool:
    futures = [pool.submit(pow, i, 2) for i in range(4)] + [pool.submit(int, "x")]
    print(sorted(f.result() for f in as_completed(futures) if not f.exception()), repr(futures[-1].exception()), list(pool.map(str, [1, 2])))
    done, rest = wait([pool.submit(lambda: 1)], return_when=FIRST_COMPLETED)
    print(len(done), len(rest), pool.submit(lambda: threading.current_thread().name.startswith("pool")).result())
try:
    pool.submit(print)
except RuntimeError as e:
    print(e)
print(threading.active_count(), threading.current_thread() is threading.main_thread())
