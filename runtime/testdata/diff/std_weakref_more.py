# Weak references: callbacks, dictionaries, sets, finalize, proxies, methods.
import gc
import weakref


class N:
    def __init__(self, name): self.name = name
    def __repr__(self): return f"N({self.name})"
    def hello(self): return f"hello {self.name}"
    def __call__(self, x): return x + 1
    def __len__(self): return 3


log = []
a = N("a")
r = weakref.ref(a, lambda ref: log.append(("gone", ref() is None)))
p = weakref.proxy(a)
print(r() is a, p.name, p.hello(), len(p), weakref.getweakrefcount(a), weakref.ref(a) is weakref.ref(a), r == weakref.ref(a), hash(r) == hash(a), isinstance(p, N), type(p).__name__)
m = weakref.WeakMethod(a.hello)
print(m()(), m == weakref.WeakMethod(a.hello))
fin = weakref.finalize(a, log.append, "finalized")
fin.atexit = False
print(fin.alive, fin.peek()[2])
d, k, s = weakref.WeakValueDictionary(a=a), weakref.WeakKeyDictionary({a: 1}), weakref.WeakSet([a])
print(dict(d), dict(k), list(s), len(d), a in k, "a" in d, d.get("z"), d.setdefault("a", None))
del a
print(log, r(), m(), fin.alive, fin(), dict(d), dict(k), list(s))
for bad in (lambda: p.name, lambda: weakref.ref(3), lambda: weakref.ref([]), lambda: hash(weakref.ref(N("x"))), lambda: weakref.WeakMethod(len)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Slotted:
    __slots__ = ("x",)


class WithRef:
    __slots__ = ("x", "__weakref__")


try:
    weakref.ref(Slotted())
except TypeError as e:
    print(e)
w = WithRef()
print(weakref.ref(w)() is w)
x, y = N("x"), N("y")
x.other, y.other = y, x
rx = weakref.ref(x, lambda _: log.append("cycle"))
del x, y
print(rx() is not None, gc.collect() > 0, rx(), log[-1])
cache = weakref.WeakValueDictionary()
for i in range(3):
    n = N(i)
    cache[i] = n
print(sorted(cache), [type(v).__name__ for v in cache.valuerefs()][:1])
one = N("one")
cache["one"] = one
for key in list(cache.keys()):
    if key == "one":
        del one
print("one" in cache, len(cache))


class Sub(weakref.ref):
    __slots__ = ("tag",)
    def __new__(cls, o, tag): return super().__new__(cls, o)
    def __init__(self, o, tag):
        super().__init__(o)
        self.tag = tag


z = N("z")
sub = Sub(z, "t")
print(sub.tag, sub() is z, weakref.getweakrefs(z) == [sub], z(4))
