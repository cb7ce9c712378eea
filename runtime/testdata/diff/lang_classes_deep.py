# Classes: MRO conflicts, cooperative super, __class__ cells, slots, bool, call.
class A:
    def who(self): return ["A"]
    @classmethod
    def make(cls): return cls.__name__
    @staticmethod
    def st(x): return x


class B(A):
    def who(self): return ["B"] + super().who()


class C(A):
    def who(self): return ["C"] + super().who()
    @classmethod
    def make(cls): return "C>" + super().make()


class D(B, C):
    def who(self): return ["D"] + super().who()
    def cell(self): return __class__.__name__


d = D()
print(d.who(), [k.__name__ for k in D.__mro__], D.make(), d.make(), d.st(3), D.st(4), d.cell(), super(B, d).who(), super(C, D).make())
for bases in ((A, B), (object, A), (int, str), (bool,), (type(None),)):
    try:
        type("X", bases, {})
        print("ok")
    except TypeError as e:
        print(" ".join(str(e).split()))


class P:
    _v = 1
    @property
    def v(self): "The v."; return self._v
    @v.setter
    def v(self, x): self._v = x
    @v.deleter
    def v(self): del self._v
    ro = property(lambda self: "ro")


p = P()
p.v = 5
print(p.v, P.v.__doc__, P.v.fget.__name__, p.__dict__)
del p.v
print(p.v)
for bad in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.nope, lambda: P.nope, lambda: P().who, lambda: object().x, lambda: setattr(object(), "x", 1), lambda: P(1), lambda: object(1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class G:
    def __getattr__(self, n):
        if n.startswith("x"):
            return n.upper()
        raise AttributeError(f"no {n}")
    def __getattribute__(self, n):
        if n == "secret":
            return "seen"
        return super().__getattribute__(n)
    def __setattr__(self, n, v): super().__setattr__(n, ("set", v))
    def __delattr__(self, n): super().__delattr__(n)
    def __dir__(self): return ["b", "a"]


g = G()
g.a = 1
print(g.xy, g.secret, g.a, dir(g), hasattr(g, "q"), getattr(g, "q", "dflt"))
del g.a
print(hasattr(g, "a"))


class S:
    __slots__ = ("a", "_b", "__c")
    def __init__(self): self.a, self.__c = 1, 3
    def c(self): return self.__c


class T(S):
    __slots__ = ("z",)


class U(S):
    pass


s, t, u = S(), T(), U()
u.free = 1
print(s.a, s.c(), T.__slots__, S.__slots__, hasattr(s, "__dict__"), u.__dict__, [n for n in dir(s) if n.startswith("_S")])
for bad in (lambda: s._b, lambda: setattr(t, "q", 1), lambda: type("V", (S, T), {}), lambda: type("W", (), {"__slots__": ("a",), "a": 1}), lambda: type("X", (), {"__slots__": "a b"}), lambda: s.__c):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, " ".join(str(e).split()))
u.__class__ = type("U2", (S,), {})
print(type(u).__name__, u.free, isinstance(u, S), isinstance(u, U))


class N:
    def __new__(cls, x):
        if x is None:
            return None
        self = super().__new__(cls)
        self.made = True
        return self
    def __init__(self, x): self.x = x
    def __init_subclass__(cls, /, **kw): cls.kw = kw
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
    def __instancecheck__(self, o): return True


class M(N, flag=1):
    pass


print(N(None), N(2).__dict__, M.kw, M[int], isinstance(3, N), vars(M)["__doc__"], M.__qualname__, (lambda: 0).__qualname__)
