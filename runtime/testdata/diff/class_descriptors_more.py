# record: 3.14
"""Which descriptor wins, what each protocol method gets, and how errors read."""


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


class D:
    def __init__(self, name, get=True, set_=False, del_=False):
        self.label = name

    def __repr__(self):
        return f"<{type(self).__name__} {self.label}>"


class Get(D):
    def __get__(self, o, owner=None):
        return (self.label, "get", o and type(o).__name__, owner and owner.__name__)


class GetSet(Get):
    def __set__(self, o, v):
        print(self.label, "set", v)
        o.__dict__[self.label] = v


class SetOnly(D):
    def __set__(self, o, v):
        print(self.label, "set", v)
        o.__dict__[self.label] = v


class DelOnly(D):
    def __delete__(self, o):
        print(self.label, "delete")


class Full(GetSet):
    def __delete__(self, o):
        print(self.label, "delete")
        o.__dict__.pop(self.label, None)


class Raising:
    def __get__(self, o, owner):
        raise AttributeError("from the descriptor")

    def __set__(self, o, v):
        raise ValueError("cannot set")


class A:
    nd, gs, so, do, fu, ra = Get("nd"), GetSet("gs"), SetOnly("so"), DelOnly("do"), Full("fu"), Raising()

    def __getattr__(self, n):
        return f"fallback {n}"


class B:
    nd, gs, so, do, fu, ra = Get("nd"), GetSet("gs"), SetOnly("so"), DelOnly("do"), Full("fu"), Raising()


for K in (A, B):
    o = K()
    for n in ("nd", "gs", "so", "do", "fu", "ra"):
        print(K.__name__, n)
        t(lambda: getattr(o, n), lambda: getattr(K, n), lambda: setattr(o, n, 1), lambda: getattr(o, n), lambda: o.__dict__.get(n, "not in dict"), lambda: delattr(o, n), lambda: getattr(o, n), lambda: delattr(o, n))
        o.__dict__[n] = "direct"
        t(lambda: getattr(o, n))


class Meta(type):
    both = GetSet("meta-data")
    non = Get("meta-non")
    only = Get("meta-only")


class C(metaclass=Meta):
    both = "class value"
    non = "class value"


t(lambda: C.both, lambda: C.non, lambda: C.only, lambda: C().both, lambda: C().only, lambda: setattr(C, "non", 5), lambda: C.non)


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, o, owner=None):
        return self if o is None else o.__dict__.get(self.name, "unset")

    def __set__(self, o, v):
        o.__dict__[self.name] = v


class N:
    a = Named()
    b = c = Named()

    class In:
        d = Named()


n = N()
n.a = 5
N.late = Named()
t(lambda: (n.a, n.b), lambda: setattr(n, "late", 1), lambda: N.b.name, lambda: N.In.d.name)


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError(f"bad {name}")


try:
    class X:
        q = BadName()
except Exception as e:
    print(type(e).__name__, e, e.__notes__, e.__cause__)


class Prop:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "doc of v"
        return self._v

    @v.setter
    def v(self, x):
        if x < 0:
            raise ValueError("negative")
        self._v = x

    @v.deleter
    def v(self):
        print("deleted")
        del self._v

    ro = property(lambda self: "ro", doc="read only")
    wo = property(None, lambda self, x: print("wrote", x))
    nothing = property()
    oops = property(lambda self: self.missing)


p = Prop()
t(
    lambda: p.v, lambda: setattr(p, "v", 5), lambda: p.v, lambda: setattr(p, "v", -1), lambda: delattr(p, "v"), lambda: p.v, lambda: p.ro, lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.wo, lambda: setattr(p, "wo", 3), lambda: delattr(p, "wo"), lambda: p.nothing, lambda: setattr(p, "nothing", 1), lambda: p.oops, lambda: Prop.v.__doc__, lambda: Prop.ro.__doc__, lambda: Prop.v.fget(p), lambda: Prop.v.__name__, lambda: Prop.ro.__name__, lambda: Prop.nothing.__name__,
    lambda: Prop.v.__get__(None, Prop) is Prop.v, lambda: Prop.v.__set__(p, 9), lambda: Prop.v.__get__(p), lambda: Prop.v.__get__(5), lambda: Prop.v.getter(lambda s: "new").fget(p), lambda: Prop.v.__isabstractmethod__, lambda: property(1).fget, lambda: property(fget=len, fset=None, fdel=None, doc="d").__doc__, lambda: property(len, x=1), lambda: property(1, 2, 3, 4, 5), lambda: setattr(Prop.v, "fget", 1), lambda: setattr(Prop.v, "x", 1), lambda: setattr(Prop.v, "__doc__", "changed"), lambda: Prop.v.__doc__, lambda: setattr(Prop.nothing, "__name__", "named"), lambda: p.nothing,
)


class SubProp(property):
    "doc of the subclass"


t(lambda: SubProp(lambda s: 1).__doc__, lambda: SubProp(lambda s: 1, doc="own").__doc__, lambda: SubProp(len).fget, lambda: SubProp().__dict__)
sm, cm = staticmethod(lambda *a: a), classmethod(lambda *a: a)
t(lambda: sm(1, 2), lambda: sm.__func__ is sm.__wrapped__, lambda: sm.__get__(None, int)(1), lambda: cm.__get__(None, int)(1), lambda: cm.__get__(5)(1), lambda: cm(1), lambda: staticmethod(), lambda: classmethod(1, 2), lambda: staticmethod(5).__get__(1), lambda: classmethod(5).__get__(None, int), lambda: classmethod(5).__get__(None, int)(), lambda: staticmethod(5)(1), lambda: cm.__isabstractmethod__, lambda: repr(staticmethod(5)), lambda: repr(classmethod(len)), lambda: setattr(sm, "x", 1), lambda: sm.x, lambda: sm.__dict__)
