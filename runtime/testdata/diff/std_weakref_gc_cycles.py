# record: 3.14
"""Weak references and the collector: callbacks, cycles, finalizers and their order."""
import gc
import sys
import weakref

log = []


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


class N:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"N({self.name})"

    def __del__(self):
        log.append(f"del {self.name}")


def flush(title):
    print(title, log)
    log.clear()


a = N("a")
r1, r2 = weakref.ref(a), weakref.ref(a)
rc = weakref.ref(a, lambda r: log.append(("callback", r is rc, r())))
print(r1 is r2, r1 == rc, r1() is a, weakref.getweakrefcount(a), len(weakref.getweakrefs(a)), hash(r1) == hash(a), r1.__callback__, callable(rc.__callback__), a.__weakref__ is r1)
del a
flush("dead")
print(r1(), rc.__callback__, r1 == r2, r1 == rc, r1 != rc, str(r1)[-6:])
order = []
b = N("b")
refs = [weakref.ref(b, lambda r, i=i: order.append(i)) for i in range(4)]
del refs[1]
b = None
print(order)
flush("b")
t(lambda: weakref.ref(5), lambda: weakref.ref("s"), lambda: weakref.ref([]), lambda: weakref.ref({}), lambda: weakref.ref(None), lambda: weakref.ref(()), lambda: weakref.ref(object()), lambda: weakref.ref(N), lambda: weakref.ref(len)() is len, lambda: weakref.ref(), lambda: weakref.ref(N("t"), 1, 2), lambda: weakref.ref(N("k"), callback=None), lambda: weakref.ref(set())(), lambda: weakref.ref(gc)() is gc, lambda: weakref.ref(lambda: 1)(), lambda: weakref.ref(x for x in ())())
flush("temporaries")
h = N("h")
rh = weakref.ref(h)
print(hash(rh) == hash(h))
del h
t(lambda: hash(rh) is not None)
ru = weakref.ref(N("u"))
t(lambda: hash(ru))
flush("hashes")
# proxies
class P:
    v = 1

    def m(self, x):
        return x + self.v

    def __add__(self, o):
        return "add"

    def __len__(self):
        return 7

    def __getitem__(self, i):
        return i * 2

    def __contains__(self, x):
        return x == 3

    def __call__(self, *a):
        return a

    def __iter__(self):
        return iter([1, 2])

    def __str__(self):
        return "a P"

    def __bool__(self):
        return False

    def __eq__(self, o):
        return o is me


me = P()
p = weakref.proxy(me)
print(type(p).__name__, p.v, p.m(4), p + 1, len(p), p[4], 3 in p, p(1, 2), list(p), str(p), bool(p), p == me, isinstance(p, P), p.__class__, weakref.proxy(me) is p)
p.v = 9
print(me.v, type(weakref.proxy(gc)).__name__)
t(lambda: hash(p))
del me
t(lambda: p.v, lambda: setattr(p, "v", 1), lambda: p + 1, lambda: len(p), lambda: str(p), lambda: bool(p), lambda: repr(p)[:10], lambda: p(), lambda: weakref.proxy(5))
# cycles
gc.collect()
gc.disable()
x, y = N("x"), N("y")
x.other, y.other = y, x
rx = weakref.ref(x, lambda r: log.append("callback x"))
del x, y
print(rx() is not None, log)
print(gc.collect() > 0)
print(rx(), sorted(map(str, log)))
log.clear()
s = N("self")
s.me = s
del s
gc.collect()
flush("self cycle")
class Phoenix:
    kept = None

    def __del__(self):
        log.append("rises")
        Phoenix.kept = self


ph = Phoenix()
ph.me = ph
wr = weakref.ref(ph, lambda r: log.append("callback phoenix"))
del ph
gc.collect()
print(Phoenix.kept is not None, wr(), log)
log.clear()
Phoenix.kept.me = None
Phoenix.kept = None
gc.collect()
print(Phoenix.kept, log)
log.clear()


def g():
    try:
        yield
    finally:
        log.append("gen closed")


gen = g()
next(gen)
hold = [gen]
hold.append(hold)
n = N("with gen")
n.gen = gen
n.hold = hold
hold.append(n)
del gen, hold, n
gc.collect()
print(sorted(log))
log.clear()
# containers
wd, wk, ws = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
k1, k2 = N("k1"), N("k2")
wd["a"], wd["b"] = k1, k2
wk[k1], wk[k2] = 1, 2
ws.update([k1, k2])
print(sorted(wd), len(wk), len(ws), wd["a"] is k1, wk[k2], k1 in ws, wd.get("z"), wd.pop("z", 5), sorted(x.name for x in wk), sorted(x.name for x in wd.values()))
it = iter(ws)
first = next(it)
del k1, first, it
print(sorted(wd), [x.name for x in wk.keys()], [x.name for x in ws], len(wd), len(wk), len(ws))
flush("containers")
t(lambda: wd["a"], lambda: wk[5], lambda: wk["s"], lambda: ws.add(5), lambda: 5 in ws, lambda: 5 in wk, lambda: wd.setdefault("q", k2) is k2, lambda: wd | {"r": k2}, lambda: ws | {k2}, lambda: ws == {k2}, lambda: wk.copy() == wk, lambda: [type(r).__name__ for r in wd.valuerefs()], lambda: len(wk.keyrefs()), lambda: wd.popitem(), lambda: wk.popitem(), lambda: ws.pop(), lambda: ws.pop(), lambda: wd, lambda: repr(ws))
# finalize
f1 = weakref.finalize(k2, log.append, "finalized")
print(f1.alive, f1.peek()[1:], f1.atexit)
del k2
flush("finalize")
print(f1.alive, f1(), f1.peek(), f1.detach())
o = N("o")
f2 = weakref.finalize(o, lambda *a, **k: (a, k), 1, k=2)
print(f2(), f2(), f2.alive)
f3 = weakref.finalize(o, print, "never")
print(f3.detach()[1:], f3.alive)


class M:
    def meth(self):
        return "meth"


m = M()
wm = weakref.WeakMethod(m.meth)
print(wm()(), wm == weakref.WeakMethod(m.meth), weakref.ref(m.meth)())
del m
print(wm())
t(lambda: weakref.WeakMethod(5), lambda: weakref.WeakMethod(len))
print(gc.isenabled(), gc.get_threshold()[0] > 0, gc.is_tracked([]), gc.is_tracked(5), gc.garbage, gc.get_debug())
events = []
gc.callbacks.append(lambda phase, info: events.append((phase, sorted(info))))
gc.collect()
gc.callbacks.pop()
print(events)
weakref.finalize(o, print, "at exit")
flush("end")
