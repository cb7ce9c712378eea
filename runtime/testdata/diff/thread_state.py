# What each thread has for itself, and what threads share.
import contextvars
import sys
import threading

results = []


def in_thread(f, *args):
    box = []

    def run():
        try:
            box.append(f(*args))
        except BaseException as e:
            box.append((type(e).__name__, str(e)))

    t = threading.Thread(target=run)
    t.start()
    t.join()
    return box[0]


# The exception being handled.
try:
    1 / 0
except ZeroDivisionError:
    print(in_thread(sys.exc_info), sys.exc_info()[0].__name__)
    print(in_thread(sys.exception), repr(sys.exception()))

# Context variables.
var = contextvars.ContextVar("var", default="default")
var.set("main")
print(in_thread(var.get), in_thread(lambda: (var.set("thread"), var.get())[1]), var.get())
ctx = contextvars.copy_context()
print(in_thread(ctx.run, var.get))


def enter():
    entered.set()
    leave.wait()


entered, leave = threading.Event(), threading.Event()
t = threading.Thread(target=ctx.run, args=(enter,))
t.start()
entered.wait()
try:
    ctx.run(print)
except RuntimeError as e:
    print(str(e).split(":")[0], str(e).rsplit(">", 1)[1])
leave.set()
t.join()


# Recursion.
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


def forever(n=0):
    return forever(n + 1)


print(in_thread(deep, 500), in_thread(forever)[0])

# A generator runs in one thread at a time.
entered.clear()
leave.clear()


def gen():
    entered.set()
    yield leave.wait()


g = gen()
t = threading.Thread(target=lambda: results.append(next(g)))
t.start()
entered.wait()
try:
    next(g)
except ValueError as e:
    print(e)
leave.set()
t.join()
print(results, in_thread(next, g, "exhausted"))


# Finalizers run where the last reference goes.
class Noisy:
    def __del__(self):
        print("deleted in", threading.current_thread().name)


holder = [Noisy()]
t = threading.Thread(target=holder.clear, name="clearer")
t.start()
t.join()
n = Noisy()
t = threading.Thread(target=lambda x: None, args=(n,), name="borrower")
t.start()
t.join()
del n, t

# Asynchronous generator hooks are a thread's own.
sys.set_asyncgen_hooks(firstiter=lambda g: None)
print(in_thread(sys.get_asyncgen_hooks).firstiter, sys.get_asyncgen_hooks().firstiter is not None)
sys.set_asyncgen_hooks(None)

# Modules are imported once.
mods = []


def imports():
    import json

    mods.append(json)


threads = [threading.Thread(target=imports) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(mods), len(set(map(id, mods))))

# Lists and dicts survive many writers.
items, table = [], {}


def write(n):
    for i in range(500):
        items.append(n)
        table[n, i] = i
        table.setdefault("common", n)


threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(items), [items.count(n) for n in range(4)], len(table))
