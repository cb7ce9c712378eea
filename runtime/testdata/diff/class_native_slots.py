# record: 3.14
"""__slots__ on subclasses of native types, and what they refuse."""
import weakref


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


def c(src, *names):
    def run():
        ns = {}
        exec(src, ns)
        return ns.get("r", "ok")
    return run


for base in ("int", "tuple", "bytes", "str", "float", "complex", "list", "dict", "set", "frozenset", "bytearray", "type", "Exception", "object", "range", "bool", "type(None)", "memoryview", "slice", "property", "staticmethod", "classmethod", "super", "type(lambda: 1)", "type(iter([]))", "type((i for i in ()))", "type(Ellipsis)", "type(NotImplemented)", "type(len)", "type(int.real)", "type({}.keys())", "map", "zip", "enumerate", "reversed", "filter", "BaseException", "type(type.__dict__)"):
    print(base, end=": ")
    t(c(f"class A({base}):\n    __slots__ = ('x',)\nr = A.x"))
    print(base, "empty", end=": ")
    t(c(f"class A({base}):\n    __slots__ = ()\nr = [hasattr(A, '__dict__') and '__dict__' in A.__dict__, '__weakref__' in A.__dict__]"))
    print(base, "dict", end=": ")
    t(c(f"class A({base}):\n    __slots__ = ('__dict__',)\nr = sorted(n for n in A.__dict__ if n[:2] == '__')"))
    print(base, "weak", end=": ")
    t(c(f"class A({base}):\n    __slots__ = ('__weakref__',)\nr = '__weakref__' in A.__dict__"))


class S(str):
    __slots__ = ("tag",)


s = S("abc")
s.tag = [1]
print(s, s.tag, S.tag, hasattr(s, "__dict__"))
t(lambda: setattr(s, "other", 1), lambda: weakref.ref(s), lambda: s.__dict__, lambda: delattr(s, "tag"), lambda: s.tag, lambda: delattr(s, "tag"))


class P(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]


p = P(3, 4)
t(lambda: p.x, lambda: p, lambda: setattr(p, "z", 1), lambda: setattr(p, "x", 1), lambda: hash(p) == hash((3, 4)), lambda: p + (1,), lambda: type(p[:]), lambda: p == (3, 4), lambda: p.__dict__)


class I(int):
    pass


i = I(5)
i.note = "n"
t(lambda: i.note, lambda: i.__dict__, lambda: i + 1, lambda: type(+i), lambda: I.__dict__.keys() >= {"__dict__"}, lambda: I.__basicsize__ > int.__basicsize__ if False else True, lambda: weakref.ref(i))


class D(dict):
    __slots__ = ("a", "__weakref__")


d = D(x=1)
d.a = 5
t(lambda: (d, d.a), lambda: weakref.ref(d)() is d, lambda: setattr(d, "b", 1), lambda: d.copy().__class__, lambda: D.__slots__)


class Multi(S):
    __slots__ = ("tag", "more")


m = Multi("m")
m.tag, m.more = 1, 2
t(lambda: (m.tag, m.more, S.tag.__get__(m) if False else "-"), lambda: S.tag.__set__(m, "hidden"), lambda: (m.tag, S.tag.__get__(m)), lambda: S.tag.__get__(5), lambda: S.tag.__set__(5, 1), lambda: S.tag.__get__(None, S) is S.tag, lambda: S.tag.__objclass__, lambda: S.tag.__name__, lambda: repr(S.tag), lambda: type(S.tag))
t(
    c("class A:\n    __slots__ = ('__weakref__', '__weakref__')"), c("class A:\n    __slots__ = ('__dict__', '__dict__')"), c("class B:\n    __slots__ = ('__weakref__',)\nclass A(B):\n    __slots__ = ('__weakref__',)"), c("class B: pass\nclass A(B):\n    __slots__ = ('__dict__',)"), c("class B: pass\nclass A(B):\n    __slots__ = ('__weakref__',)"), c("class A:\n    __slots__ = 'one'\nr = A.one"), c("class A:\n    __slots__ = iter(['a', 'b'])\nr = list(A.__slots__)"), c("class A:\n    __slots__ = 5"), c("class A:\n    __slots__ = ('a', 3)"), c("class A:\n    __slots__ = ('',)"), c("class A:\n    __slots__ = ('a-b',)"), c("class A:\n    __slots__ = ('a', 'a')\nr = A.a"), c("class A:\n    __slots__ = ('__x', '_A__y', '__z__')\nr = sorted(A.__dict__)[-4:]"), c("class A:\n    __slots__ = ['a']\n    a = 1"), c("class A:\n    __slots__ = {'a': 'docs', 'b': None}\nr = (A.a.__doc__, A.b.__doc__)"), c("class A:\n    __slots__ = ('__class__',)\nr = A.__dict__['__class__']"), c("class A:\n    __slots__ = ('__doc__',)"), c("class A:\n    'doc'\n    __slots__ = ('__doc__',)"), c("class A:\n    __slots__ = ('__qualname__',)\nr = A.__qualname__"), c("class A:\n    __slots__ = ('__module__',)\nr = A.__module__"), c("class A:\n    __slots__ = ('__init__', 'f')\n    def g(self): pass\nr = A()"), c("class A:\n    __slots__ = 'é', 'ℌ'\nr = [n for n in A.__dict__ if n[0] != '_']"),
)
