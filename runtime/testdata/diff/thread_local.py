# Thread-local data.
import gc
import threading
import weakref

local = threading.local()
local.x = 1
seen = []


def other():
    seen.append(hasattr(local, "x"))
    local.x = 2
    local.y = 3
    seen.append(sorted(local.__dict__.items()))


t = threading.Thread(target=other)
t.start()
t.join()
print(seen, local.__dict__)
try:
    local.y
except AttributeError as e:
    print(e)
try:
    del local.zzz
except AttributeError as e:
    print(e)
del local.x
print(hasattr(local, "x"))
try:
    threading.local(1)
except TypeError as e:
    print(e)
try:
    local.__dict__ = {}
except AttributeError as e:
    print(e)


class Sub(threading.local):
    shared = []
    default = "class"

    def __init__(self, n, *, k=0):
        self.shared.append((n, k))
        self.n = n

    @property
    def double(self):
        return self.n * 2

    def method(self):
        return self.n, self.default


s = Sub(5, k=1)
s.n = 6
s.default = "instance"


def use():
    seen.append((s.n, s.double, s.method()))
    s.n = 100


seen.clear()
t = threading.Thread(target=use)
t.start()
t.join()
print(seen, s.n, s.double, s.method(), Sub.shared)
try:
    s.double = 3
except AttributeError as e:
    print(type(e).__name__)


class Value:
    pass


refs = []


def keep():
    v = Value()
    refs.append(weakref.ref(v))
    local.v = v


t = threading.Thread(target=keep)
t.start()
t.join()
gc.collect()
print("let go with its thread:", refs[0]() is None)
v = Value()
ref = weakref.ref(v)
other_local = threading.local()
other_local.v = v
del v, other_local
gc.collect()
print("let go with the local:", ref() is None)
