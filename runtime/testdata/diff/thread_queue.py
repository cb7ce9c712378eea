# Queues between threads.
import queue
import threading
import time


def attempt(f):
    try:
        print("result", f())
    except Exception as e:
        print(type(e).__name__, e)


q = queue.Queue(2)
print(q.empty(), q.full(), q.qsize(), q.maxsize)
q.put(1)
q.put_nowait(2)
print(q.empty(), q.full(), q.qsize())
attempt(lambda: q.put_nowait(3))
attempt(lambda: q.put(3, timeout=0.01))
attempt(lambda: q.put(3, timeout=-1))
attempt(lambda: q.put(3, block=False))
print(q.get(), q.get_nowait())
attempt(q.get_nowait)
attempt(lambda: q.get(timeout=0.01))
attempt(lambda: q.get(timeout=-1))
attempt(lambda: q.get(False))
q.task_done()
q.task_done()
attempt(q.task_done)
attempt(q.join)

l = queue.LifoQueue()
for i in range(3):
    l.put(i)
print([l.get() for _ in range(3)])

out = []


def worker():
    while (item := q.get()) is not None:
        out.append(item * 10)
        q.task_done()
    q.task_done()


t = threading.Thread(target=worker)
t.start()
for i in range(6):
    q.put(i)
q.put(None)
q.join()
t.join()
print(out)

# Shutdown.
q = queue.Queue()
q.put("left")
q.shutdown()
attempt(lambda: q.put(1))
attempt(q.get)
attempt(q.get)
attempt(q.get_nowait)
q = queue.Queue(1)
q.put("x")
states = []


def blocked(f):
    try:
        f()
    except queue.ShutDown:
        states.append("ShutDown")


threads = [threading.Thread(target=blocked, args=(lambda: q.put("y"),)) for _ in range(2)]
for t in threads:
    t.start()
time.sleep(0.01)
q.shutdown(immediate=True)
for t in threads:
    t.join()
print(states, q.qsize(), q.is_shutdown, q.unfinished_tasks)
q = queue.Queue()
states.clear()
t = threading.Thread(target=blocked, args=(q.get,))
t.start()
time.sleep(0.01)
q.shutdown()
t.join()
print(states)

s = queue.SimpleQueue()
attempt(s.get_nowait)
attempt(lambda: s.get(timeout=0.01))
attempt(lambda: s.get(timeout=-1))
attempt(lambda: s.get(block=False))
s.put(1, block=False, timeout=3)
s.put_nowait(2)
print(s.qsize(), s.empty(), s.get(), s.get(timeout=1), s.empty())
threading.Timer(0.01, s.put, ("later",)).start()
print(s.get(timeout=5))
print(queue.Queue[int], queue.SimpleQueue[str], issubclass(queue.Full, Exception), queue.Empty.__module__)
