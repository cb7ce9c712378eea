# record: 3.14
"""metaclass.mro(), __prepare__, __bases__, and classes that are built by hand."""


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


def c(src):
    def run():
        ns = {"__name__": "m"}
        exec(src, ns)
        return ns.get("r", "ok")
    return run


class Skip(type):
    def mro(cls):
        order = super().mro()
        return [k for k in order if k is cls or k.__name__ != "Middle"]


class Base(metaclass=Skip):
    def who(self):
        return "base"


class Middle(Base):
    def who(self):
        return "middle"


class Leaf(Middle):
    pass


print(Leaf.__mro__, Leaf().who(), Middle.__mro__, issubclass(Leaf, Middle), Leaf.__bases__, Leaf.mro())
Leaf.__bases__ = (Base,)
print(Leaf.__mro__, Leaf.__base__, Base.__subclasses__())


class Extra:
    def extra(self):
        return "extra of " + type(self).__name__


class Adding(type):
    calls = []

    def mro(cls):
        Adding.calls.append(cls.__name__)
        order = type.mro(cls)
        return order[:-1] + [Extra, object]


class A(metaclass=Adding):
    pass


class B(A):
    pass


print(A().extra(), B().extra(), [k.__name__ for k in B.__mro__], Adding.calls, isinstance(B(), Extra), issubclass(B, Extra))
B.__bases__ = (A,)
print(Adding.calls)
t(
    c("class M(type):\n    def mro(cls): return 5\nclass A(metaclass=M): pass"), c("class M(type):\n    def mro(cls): return [1]\nclass A(metaclass=M): pass"), c("class M(type):\n    def mro(cls): return [int, object]\nclass A(metaclass=M): pass"), c("class M(type):\n    def mro(cls): return []\nclass A(metaclass=M): pass\nr = A.__mro__"),
    c("class M(type):\n    def mro(cls): return (object,)\nclass A(metaclass=M): x = 1\nr = (A.__mro__, hasattr(A, 'x'))"), c("class M(type):\n    def mro(cls): raise ValueError('no order')\nclass A(metaclass=M): pass"), c("class M(type):\n    def mro(cls): return (k for k in type.mro(cls))\nclass A(metaclass=M): pass\nr = [k.__name__ for k in A.__mro__]"), c("class M(type):\n    def mro(): pass\nclass A(metaclass=M): pass"), c("class M(type): pass\nclass A(metaclass=M): pass\nr = (M.mro(A), type.mro(A), A.mro())"), c("r = type.mro(int)"), c("type.mro()"), c("type.mro(5)"),
)
# __prepare__ gives a mapping, and the body runs in it
class Log(dict):
    def __init__(self):
        self.log = []

    def __setitem__(self, k, v):
        self.log.append(("set", k))
        super().__setitem__(k, v)

    def __getitem__(self, k):
        self.log.append(("get", k))
        return super().__getitem__(k)

    def __delitem__(self, k):
        self.log.append(("del", k))
        super().__delitem__(k)


class Logged(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", mcs.__name__, name, bases, kw)
        return Log()

    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        cls.log = ns.log
        return cls

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)


class L(metaclass=Logged, opt=1):
    x = 1
    y = x + 1
    del x
    for i in range(2):
        pass
    print(len("builtin"))

    def f(self):
        return __class__


print(L.log, L.y, L().f(), hasattr(L, "x"))
t(
    c("class M(type):\n    @classmethod\n    def __prepare__(*a, **k): return 5\nclass A(metaclass=M): pass"), c("class M(type):\n    @classmethod\n    def __prepare__(*a, **k): return None\nclass A(metaclass=M): pass"), c("class M(type):\n    @classmethod\n    def __prepare__(*a, **k): return []\nclass A(metaclass=M): pass"), c("class M(type):\n    def __prepare__(*a, **k): return {'pre': a[1:]}\nclass A(metaclass=M): pass\nr = A.pre"), c("class M(type):\n    __prepare__ = 5\nclass A(metaclass=M): pass"), c("class M(type):\n    __prepare__ = lambda *a: {}\nclass A(metaclass=M, k=1): pass"),
    c("def meta(*a): return a\nmeta.__prepare__ = lambda *a: 5\nclass A(metaclass=meta): pass"), c("def meta(*a): return a\nmeta.__prepare__ = lambda n, b: {'n': n}\nclass A(metaclass=meta): pass\nr = A"), c("class Map:\n    def __getitem__(s, k): raise KeyError(k)\n    def __setitem__(s, k, v): print('set', k)\nclass M(type):\n    @classmethod\n    def __prepare__(*a): return Map()\nclass A(metaclass=M): x = 1"), c("class M(type):\n    @classmethod\n    def __prepare__(*a): raise OSError('prepare')\nclass A(metaclass=M): pass"), c("import types\nclass M(type):\n    @classmethod\n    def __prepare__(*a): return types.MappingProxyType({})\nclass A(metaclass=M): x = 1"),
)
t(
    c("class A(None): pass"), c("class A(5): pass"), c("class A('x'): pass"), c("class A([]): pass"), c("class A(int, None): pass"), c("class A(print): pass"), c("class A(1, 2, 3): pass"), c("import sys\nclass A(sys): pass"), c("class A(...): pass"), c("class A(NotImplemented): pass"), c("class A(int()): pass"), c("class A(*None): pass"), c("class A(**None): pass"), c("class A(x for x in ()): pass"), c("class B: pass\nclass A(B()): pass"),
    c("class E:\n    def __mro_entries__(self, bases): return (int,)\nclass A(E()): pass\nr = (A(5), A.__bases__, A.__orig_bases__[0].__class__.__name__)"), c("class E:\n    def __mro_entries__(self, bases): return int\nclass A(E()): pass"), c("class E:\n    def __mro_entries__(self, bases): return ()\nclass A(E()): pass\nr = A.__bases__"), c("class E:\n    def __mro_entries__(self, bases): return (int, bases)\nclass A(E()): pass"),
    lambda: type("X", (None,), {}), lambda: type("X", (5,), {}), lambda: type("X", int, {}), lambda: type(5, (), {}), lambda: type("X", (), 5), lambda: type("X", ()), lambda: type(), lambda: type("X\0Y", (), {}), lambda: type("X", (), {"__qualname__": 5}), lambda: type("X", (), {"__qualname__": "a.b"}), lambda: type("X", (), {1: 2}).__dict__[1], lambda: type("", (), {}), lambda: type("X", (), {"__slots__": ("a",)}).a, lambda: type("X", (int,), {}, a=1), lambda: type("X", (object,), {"__classcell__": 5}), lambda: type.__call__(5), lambda: type.__call__(int, "7"), lambda: type.__new__(type, "Y", (), {}), lambda: type.__new__(int, "Y", (), {}), lambda: type.__new__(5), lambda: type(1, 2), lambda: type("X", ([],), {}), lambda: type("X", (len,), {}),
)
