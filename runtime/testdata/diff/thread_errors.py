# record: 3.14
# Wrong uses of the thread modules.
import _thread
import queue
import threading


def attempt(f, *args, **kw):
    try:
        print("result", f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


attempt(threading.Thread, target=print, bogus=1)
attempt(threading.Lock().acquire, bogus=1)
attempt(threading.RLock().acquire, True, 1, 2)
attempt(threading.RLock().release)
attempt(threading.Condition().acquire, False)
attempt(threading.Event().wait, "x")
attempt(threading.Semaphore, "x")
attempt(threading.Timer)
attempt(threading.Barrier)
attempt(threading.stack_size, -5)
attempt(threading.stack_size, "x")
attempt(queue.Queue().get, timeout="x")
attempt(queue.Queue(1).put)
attempt(queue.SimpleQueue().get, timeout="x")
attempt(queue.SimpleQueue, 1)
attempt(_thread.start_new_thread)
attempt(_thread.start_new_thread, print)
attempt(_thread.allocate_lock, 1)
attempt(_thread.get_ident, 1)
attempt(lambda: threading.local().x)
attempt(lambda: _thread._local(1))
attempt(lambda: threading.nosuch)
q = queue.Queue(maxsize=-1)
for i in range(3):
    q.put(i)
print(q.full(), q.qsize(), q.maxsize)
e = threading.Event()
print(e.wait(-1), threading.Condition().acquire(), threading.TIMEOUT_MAX == _thread.TIMEOUT_MAX)
print(sorted(n for n in threading.__all__ if not hasattr(threading, n)), sorted(n for n in queue.__all__ if not hasattr(queue, n)))
