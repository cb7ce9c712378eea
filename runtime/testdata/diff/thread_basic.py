# Threads: their life, names, identities and reprs.
import threading
import time

log = []


def work(a, b=2, *, c=3):
    log.append((a, b, c, threading.current_thread().name))


t = threading.Thread(target=work, args=(1,), kwargs={"c": 9}, name="worker")
print(t, t.name, t.daemon, t.ident, t.native_id, t.is_alive())
t.start()
t.join()
print(log, t.is_alive(), type(t.ident).__name__, t.ident == threading.get_ident())
print(repr(t).replace(str(t.ident), "IDENT"))
for call in (t.start, lambda: t.run()):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

auto = threading.Thread(target=work, args=(0,))
print(auto.name.startswith("Thread-"), auto.name.endswith(" (work)"))
nameless = threading.Thread()
print(nameless.name.startswith("Thread-"), "(" in nameless.name)
numbered = threading.Thread(name=7)
print(repr(numbered.name))
nameless.start()
nameless.join()

d = threading.Thread(target=time.sleep, args=(0.01,), daemon=True)
print(d.daemon, "daemon" in repr(d))
d.daemon = False
d.start()
try:
    d.daemon = True
except RuntimeError as e:
    print(e)
d.join(5)
print(d.is_alive())

fresh = threading.Thread(target=work)
for call in (fresh.join, threading.current_thread().join):
    try:
        call()
    except RuntimeError as e:
        print(e)


class Own(threading.Thread):
    def run(self):
        self.result = sum(range(10))


o = Own()
o.start()
o.join()
print(o.result, type(o).__name__ in repr(o))


class NoInit(threading.Thread):
    def __init__(self):
        pass


n = NoInit()
for call in (n.start, n.join, lambda: n.name, lambda: n.daemon, n.is_alive, lambda: repr(n)):
    try:
        call()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)

try:
    threading.Thread(group=1)
except AssertionError as e:
    print(e)
print(threading.main_thread() is threading.current_thread(), threading.main_thread().name, threading.main_thread().daemon)
print(threading.active_count(), len(threading.enumerate()), threading.enumerate()[0] is threading.main_thread())
