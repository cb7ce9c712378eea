# Enumerating threads, their names, subclasses and defaults.
import threading

leave = threading.Event()
ready = threading.Barrier(4)


def wait():
    ready.wait()
    leave.wait()


threads = [threading.Thread(target=wait, name=f"t{n}", daemon=n == 1) for n in range(3)]
for t in threads:
    t.start()
ready.wait()
print(sorted(t.name for t in threading.enumerate()), threading.active_count(), len({t.ident for t in threading.enumerate()}))
print([t.is_alive() for t in threads], [t.daemon for t in threads])
for t in threads:
    t.join(timeout=0.001)
print([t.is_alive() for t in threads])
leave.set()
for t in threads:
    t.join()
print([t.name for t in threading.enumerate()], [t.is_alive() for t in threads])


class Worker(threading.Thread):
    started_ = []

    def __init__(self, n):
        super().__init__(name=f"worker-{n}", daemon=True)
        self.n = n
        self.result = None

    def start(self):
        self.started_.append(self.n)
        super().start()

    def run(self):
        self.result = (self.n, threading.current_thread() is self, self.name)

    def join(self, timeout=None):
        super().join(timeout)
        return self.result


workers = [Worker(n) for n in range(3)]
for w in workers:
    w.start()
print([w.join() for w in workers], Worker.started_)


class Callable:
    def __call__(self, x):
        out.append((x, threading.current_thread().name.endswith(")")))


out = []
t = threading.Thread(target=Callable(), args=("called",))
t.start()
t.join()
print(out)
for bad in (5, "x"):
    failures = []
    threading.excepthook = lambda args: failures.append(f"{args.exc_type.__name__}: {args.exc_value}")
    t = threading.Thread(target=bad)
    t.start()
    t.join()
    print(failures)
t = threading.Thread(target=print, args=("kwargs",), kwargs={"end": "!\n"})
t.start()
t.join()
t = threading.Thread(target=out.append, args=5)
t.start()
t.join()
print(failures[1:])
threading.excepthook = threading.__excepthook__
for old, new in (("getName", "name"), ("isDaemon", "daemon")):
    import warnings

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        getattr(threading.main_thread(), old)()
        print([str(w.message) for w in caught])
inside = []
t = threading.Thread(target=lambda: inside.append((threading.main_thread().name, threading.current_thread() is t, t.ident == threading.get_ident())))
t.start()
t.join()
print(inside)
