# Queues with several workers; join and shutdown.
import queue
import threading
import time

q = queue.Queue(5)
done = []
lock = threading.Lock()


def worker():
    while True:
        try:
            item = q.get()
        except queue.ShutDown:
            return
        with lock:
            done.append(item)
        q.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for i in range(40):
    q.put(i)
q.join()
print(sorted(done) == list(range(40)), q.unfinished_tasks, q.empty())
q.shutdown()
for t in threads:
    t.join()
print([t.is_alive() for t in threads])
try:
    q.put(1)
except queue.ShutDown as e:
    print(repr(e))

# join() waits for what is in progress.
q = queue.Queue()
q.put("a")
q.put("b")
events = []


def joiner():
    q.join()
    events.append("joined")


t = threading.Thread(target=joiner)
t.start()
q.get()
q.task_done()
time.sleep(0.01)
print(events)
q.get()
q.task_done()
t.join()
print(events)
# An immediate shutdown ends join().
q = queue.Queue()
for i in range(3):
    q.put(i)
t = threading.Thread(target=joiner)
t.start()
time.sleep(0.005)
q.shutdown(immediate=True)
t.join(5)
print(events, q.qsize(), q.unfinished_tasks)
for f in (q.get, q.get_nowait, lambda: q.put(1), lambda: q.put_nowait(1), lambda: q.get(timeout=1)):
    try:
        f()
    except queue.ShutDown:
        print("ShutDown")
q.shutdown()
# A full queue lets a putter go on when there is room.
q = queue.Queue(1)
q.put(1)
t = threading.Timer(0.01, q.get)
t.start()
start = time.monotonic()
q.put(2, timeout=5)
print(q.get(), time.monotonic() - start < 4)
t.join()
# SimpleQueue from many threads.
s = queue.SimpleQueue()
threads = [threading.Thread(target=lambda n=n: [s.put((n, i)) for i in range(100)]) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
items = [s.get() for _ in range(400)]
print(s.empty(), [[i for m, i in items if m == n] == list(range(100)) for n in range(4)])
takers = []
threads = [threading.Thread(target=lambda: takers.append(s.get(timeout=5))) for _ in range(3)]
for t in threads:
    t.start()
for i in range(3):
    s.put(i)
for t in threads:
    t.join()
print(sorted(takers))
