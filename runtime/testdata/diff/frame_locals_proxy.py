# record: 3.14
"""PEP 667: frame.f_locals writes through, locals() is a snapshot."""
import collections.abc
import sys


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


def basic(a, b=2, *rest, k=5, **kw):
    x = 1
    fl = sys._getframe().f_locals
    fl["x"] = 10
    print(x, fl["x"], type(fl).__name__, type(fl).__module__, isinstance(fl, dict), isinstance(fl, collections.abc.MutableMapping), isinstance(fl, collections.abc.Mapping))
    fl["a"] += 100
    fl["kw"]["new"] = 1
    print(a, kw, fl["rest"], list(fl))
    later = "seen"
    print("later" in fl, fl["later"], len(fl), "nothing" in fl, 5 in fl)
    snap = locals()
    snap["x"] = "not written"
    print(x, snap["x"], locals()["x"], snap is locals(), type(snap))
    fl["extra"] = [1]
    print(fl["extra"], locals()["extra"], "extra" in sys._getframe().f_locals, list(fl)[-1])
    t(lambda: extra)
    return fl


fl = basic(1, 2, 3, z=4)
print(fl["x"], fl["a"], fl["extra"])
fl["x"] = "after the end"
print(fl["x"])


def cells():
    n = 1

    def inner():
        nonlocal n
        n += 1
        g = sys._getframe().f_locals
        g["n"] = g["n"] * 10
        return n
    fl = sys._getframe().f_locals
    print(fl["n"], inner(), n, fl["n"])
    fl["n"] = 7
    print(n, inner())


cells()


def refuses():
    x = 1
    unbound: int
    fl = sys._getframe().f_locals
    t(
        lambda: fl["nope"], lambda: fl[5], lambda: fl.__delitem__("x"), lambda: fl.__delitem__("nope"), lambda: fl.pop("x"), lambda: fl.pop("nope"), lambda: fl.pop("nope", 3), lambda: fl.clear(), lambda: fl.popitem(), lambda: fl.get("nope"), lambda: fl.get("nope", 1), lambda: fl.get("x"), lambda: fl.get(), lambda: fl.setdefault("x", 9), lambda: fl.setdefault("fresh", 9), lambda: fl["fresh"], lambda: fl.setdefault("none"), lambda: fl.pop("fresh"), lambda: fl.__delitem__("none"), lambda: hash(fl), lambda: fl[[]], lambda: fl.__setitem__([], 1), lambda: fl.__setitem__(5, "five"), lambda: fl[5], lambda: fl.pop(5), lambda: 5 in fl, lambda: [] in fl, lambda: fl.nothing, lambda: setattr(fl, "a", 1), lambda: type(fl)(), lambda: type(fl)(sys._getframe()), lambda: type(fl)(1),
    )


refuses()


def ops():
    a, b = 1, 2
    fl = sys._getframe().f_locals
    print(fl == {"a": 1, "b": 2, "fl": fl}, fl == fl, fl != {}, fl == sys._getframe().f_locals)
    fl2 = fl | {"a": 5, "q": 6}
    print(type(fl2), fl2["a"], fl2["q"], a)
    print({"z": 0, "a": 9} | fl == {"z": 0, "a": 1, "b": 2, "fl": fl, "fl2": fl2})
    fl |= {"a": 50, "r": 7}
    print(a, fl["r"], type(fl).__name__)
    fl.update({"b": 60, "s": 8})
    fl.update({"b": 61, "t": 9})
    fl.update(sys._getframe().f_locals)
    print(a, b, fl["s"], fl["t"])
    t(lambda: fl.update(5), lambda: fl.update([("a", 51)]), lambda: fl.update(b=60), lambda: fl.update(), lambda: fl | 5, lambda: 5 | fl, lambda: fl.__ior__(5))
    print(fl.keys(), type(fl.keys()), sorted(fl.keys()) == sorted(fl), [k for k, v in fl.items() if k in "ab"], [v for v in fl.values() if isinstance(v, int)], list(reversed(fl)))
    print(type(fl.copy()), fl.copy()["a"], dict(fl)["b"], {**fl}["a"], "%(a)s" % fl, "{a}".format_map(fl), repr(fl)[:20])
    exec("a = 'by exec'; c = 1", {}, fl)
    print(a, fl["c"], eval("a + b'' if False else a", {}, fl))


ops()


def gen():
    x = 0
    while x < 3:
        x += 1
        yield x


g = gen()
next(g)
g.gi_frame.f_locals["x"] = 2
print(list(g), g.gi_frame)


async def co():
    y = "y"
    await Suspend()
    return y


class Suspend:
    def __await__(self):
        yield 1


c = co()
c.send(None)
c.cr_frame.f_locals["y"] = "changed"
try:
    c.send(None)
except StopIteration as e:
    print(e.value)


def caller():
    v = "old"
    callee()
    return v


def callee():
    sys._getframe(1).f_locals["v"] = "from callee"


print(caller())


class Body:
    z = 1
    sys._getframe().f_locals["w"] = 2
    locals()["u"] = 3
    print(type(sys._getframe().f_locals), locals() is sys._getframe().f_locals)


print(Body.w, Body.u, sys._getframe().f_locals is globals(), locals() is globals())


def comp():
    k = 5
    print([sorted(locals()) for i in range(1)], [sorted(sys._getframe().f_locals) for i in range(1)])
    print(sorted((lambda q: locals())(1)), list((sorted(locals()) for r in range(1))))
    exec("k = 6; m = 1")
    print(k, "m" in locals())
    exec("k = 6; m = 1", None, locals())
    ns = locals()
    exec("k = 7", globals(), ns)
    print(k, ns["k"], eval("k"), [eval("k") for _ in range(1)])
    try:
        raise ValueError
    except ValueError as e:
        e.__traceback__.tb_frame.f_locals["k"] = 8
    print(k, "e" in locals())


comp()


def deleted():
    a = 1
    fl = sys._getframe().f_locals
    del a
    print("a" in fl, len(fl))
    fl["a"] = 2
    print(a)


deleted()


def hot(n):
    total = 0
    for i in range(n):
        if i == n // 2:
            sys._getframe().f_locals["total"] = 1000000
        total += i
    return total


print(hot(1000))
