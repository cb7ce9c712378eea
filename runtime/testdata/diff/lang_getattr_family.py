# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


class A:
    cls = "class"

    def __init__(self):
        self.own = 1

    def __getattr__(self, name):
        if name == "boom":
            raise ValueError("boom")
        if name == "miss":
            raise AttributeError("custom miss")
        if name.startswith("_"):
            raise AttributeError(name)
        return f"dyn:{name}"


class B:
    def __getattribute__(self, name):
        if name == "x":
            return "gotten"
        if name == "fall":
            raise AttributeError("from getattribute")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return f"fallback:{name}"


class C:
    def __setattr__(self, name, value):
        if name == "ro":
            raise AttributeError("read only")
        object.__setattr__(self, name, value * 2)

    def __delattr__(self, name):
        if name == "keep":
            raise AttributeError("kept")
        object.__delattr__(self, name)


a, b, c = A(), B(), C()
t(lambda: a.own, lambda: a.cls, lambda: a.zzz, lambda: a.boom, lambda: a.miss, lambda: a._p, lambda: hasattr(a, "miss"), lambda: hasattr(a, "boom"), lambda: getattr(a, "miss", 3), lambda: getattr(a, "boom", 3), lambda: A.zzz, lambda: len(a), lambda: a.__len__)
t(lambda: b.x, lambda: b.fall, lambda: b.q, lambda: b.__class__, lambda: type(b).x, lambda: object.__getattribute__(b, "x"), lambda: B.__getattr__(b, "w"))
t(lambda: setattr(c, "v", 3), lambda: c.v, lambda: setattr(c, "ro", 1), lambda: delattr(c, "v"), lambda: delattr(c, "v"), lambda: delattr(c, "keep"), lambda: c.v, lambda: c.__dict__, lambda: vars(c))


class P:
    @property
    def p(self):
        return self.missing

    @property
    def ro(self):
        return 1

    @property
    def rw(self):
        return self._rw

    @rw.setter
    def rw(self, v):
        self._rw = v

    @rw.deleter
    def rw(self):
        del self._rw

    wo = property(fset=lambda self, v: print("set", v))
    none = property()


class Q(P):
    def __getattr__(self, name):
        return f"Q.{name}"


p, q = P(), Q()
t(lambda: p.p, lambda: p.ro, lambda: setattr(p, "ro", 2), lambda: delattr(p, "ro"), lambda: p.rw, lambda: setattr(p, "rw", 5), lambda: p.rw, lambda: delattr(p, "rw"), lambda: delattr(p, "rw"), lambda: p.wo, lambda: setattr(p, "wo", 1), lambda: p.none, lambda: setattr(p, "none", 1), lambda: delattr(p, "none"), lambda: q.p, lambda: q.rw, lambda: q.none, lambda: P.ro, lambda: P.ro.fget(p), lambda: P.rw.__name__, lambda: P.none.__name__)


class Dyn(type):
    def __getattr__(cls, name):
        return f"meta:{name}"

    def __setattr__(cls, name, v):
        super().__setattr__(name, (v,))

    @property
    def mp(cls):
        return "metaprop"

    def __len__(cls):
        return 42

    def __contains__(cls, x):
        return x == 1

    def __getitem__(cls, k):
        return ("item", k)


class M(metaclass=Dyn):
    z = 1


t(lambda: M.foo, lambda: M.z, lambda: M().foo, lambda: setattr(M, "z", 5), lambda: M.z, lambda: M().z, lambda: M.mp, lambda: M().mp, lambda: setattr(M, "mp", 1), lambda: len(M), lambda: 1 in M, lambda: 2 in M, lambda: M["k"], lambda: M[1:2], lambda: len(M()))


class S:
    __slots__ = ("a", "__priv", "d")
    z = 5


s = S()
t(lambda: s.a, lambda: setattr(s, "a", 1), lambda: s.a, lambda: delattr(s, "a"), lambda: delattr(s, "a"), lambda: setattr(s, "q", 1), lambda: setattr(s, "z", 1), lambda: delattr(s, "z"), lambda: s.__dict__, lambda: S.a, lambda: S.__slots__, lambda: sorted(x for x in dir(s) if "priv" in x), lambda: setattr(s, "_S__priv", 2), lambda: s._S__priv, lambda: s.apple, lambda: s.zz)


class Near:
    velocity = 1

    def compute(self):
        return self.velocty


t(lambda: Near().compute(), lambda: Near().velocitty, lambda: Near.computee, lambda: setattr(Near(), "x", 1))
