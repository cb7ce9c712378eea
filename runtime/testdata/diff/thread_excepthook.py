# What becomes of exceptions in threads.
import sys
import threading


def fail(n):
    if n:
        fail(n - 1)
    raise ValueError("from a thread")


def chained():
    try:
        {}["k"]
    except KeyError:
        raise RuntimeError("second")


for target, args in ((fail, (2,)), (chained, ())):
    t = threading.Thread(target=target, args=args, name="T-" + target.__name__)
    t.start()
    t.join()

t = threading.Thread(target=sys.exit, args=(3,), name="exits")
t.start()
t.join()
print("SystemExit is silent")

seen = []


def hook(args):
    seen.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


threading.excepthook = hook
t = threading.Thread(target=fail, args=(0,), name="hooked")
t.start()
t.join()
print(seen)


def bad_hook(args):
    raise TypeError("the hook fails")


threading.excepthook = bad_hook
sys.excepthook = lambda kind, value, tb: print("sys.excepthook", kind.__name__, value)
t = threading.Thread(target=fail, args=(0,), name="bad hook")
t.start()
t.join()
threading.excepthook = threading.__excepthook__

args = threading.ExceptHookArgs([ValueError, ValueError("x"), None, None])
print(args.exc_type, args.exc_value, args.exc_traceback, args.thread)
for bad in ([1], 5):
    try:
        threading.ExceptHookArgs(bad)
    except TypeError as e:
        print(type(e).__name__)
try:
    threading.excepthook(3)
except TypeError as e:
    print(e)
