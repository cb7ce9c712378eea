"""atexit: functions that run when the program ends, the last one first."""
import atexit
import threading
import time


def say(*args, **kwargs):
    print("exit", args, sorted(kwargs.items()))


@atexit.register
def decorated():
    print("decorated")


def fail():
    raise ValueError("in an exit function")


class Falsy:
    def __eq__(self, other):
        return isinstance(other, Falsy)

    def __call__(self):
        print("falsy")


print(atexit.register(say, 1, k=2) is say, decorated.__name__)
atexit.register(say, "removed")
atexit.unregister(say)
atexit.register(say, "kept")
atexit.register(fail)
atexit.register(Falsy())
atexit.unregister(Falsy())
atexit.register(lambda: atexit.register(print, "registered at exit"))
for bad in ((1,), ()):
    try:
        atexit.register(*bad)
    except TypeError as e:
        print(e)


def thread():
    time.sleep(0.05)
    print("thread ends")


threading.Thread(target=thread).start()
print("main ends")
