# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


def c(src):
    def run():
        ns = {}
        exec(src, ns)
        return ns.get("r", "ok")
    return run


t(c("class A(int, str): pass"), c("class A(bool): pass"), c("class A(object, int): pass"), c("class A: pass\nclass B(A, A): pass"), c("class X: pass\nclass Y: pass\nclass A(X, Y): pass\nclass B(Y, X): pass\nclass C(A, B): pass"), c("class A(lambda: 1): pass"), c("class A(type(None)): pass"), c("class A(range): pass"), c("class A(type, int): pass"), c("class A(x=1): pass"), c("class A(*[int], **{}): pass\nr = A(3)"), c("class A(metaclass=1): pass"), c("class A(metaclass=lambda *a, **k: (a[0], a[1], sorted(k))): pass\nr = A"), c("class A(metaclass=lambda *a: 5, x=1): pass"))
t(c("class M(type): pass\nclass N(type): pass\nclass A(metaclass=M): pass\nclass B(metaclass=N): pass\nclass C(A, B): pass"), c("class M(type):\n    @classmethod\n    def __prepare__(m, n, b, **k): return {'pre': k}\n    def __new__(m, n, b, d, **k): return super().__new__(m, n, b, d)\n    def __init__(self, n, b, d, **k): pass\nclass A(metaclass=M, z=1): pass\nr = A.pre"), c("class M(type):\n    def __call__(cls, *a): return ('called', a)\nclass A(metaclass=M): pass\nr = A(1, 2)"))
t(c("class A:\n    __slots__ = ('a b',)"), c("class A:\n    __slots__ = (1,)"), c("class A:\n    __slots__ = ('x',)\n    x = 1"), c("class A:\n    __slots__ = ('__dict__', '__dict__')"), c("class A:\n    __slots__ = ('a',)\nclass B:\n    __slots__ = ('b',)\nclass C(A, B): pass"), c("class A:\n    __slots__ = {'a': 'doc a'}\nr = A.a.__doc__"), c("class A:\n    __slots__ = ()\nA().x = 1"), c("class A:\n    __slots__ = ['a']\nA.__slots__.append('q')\nr = A.__slots__"))
t(c("class A:\n    def __init__(self): return 1\nA()"), c("class A:\n    def __init__(self, x): pass\nA()"), c("class A:\n    def __new__(cls, x): return object.__new__(cls)\nA()"), c("class A:\n    def __new__(cls): return 5\n    def __init__(self): print('never')\nr = A()"), c("class A: pass\nA(1)"), c("class A: pass\nA(x=1)"), c("class A:\n    def __new__(cls, *a): return object.__new__(cls, *a)\nA(1)"), c("class A:\n    def __init__(self, *a): super().__init__(*a)\nA(1)"), c("class A:\n    def f(): pass\nA().f()"), c("class A:\n    def f(self): pass\nA.f()"), c("object.__new__()"), c("object.__new__(1)"), c("object.__new__(int)"), c("int.__new__(object)"))
t(c("class A:\n    def __init_subclass__(cls, req): cls.r = req\nclass B(A, req=3): pass\nr = B.r"), c("class A:\n    def __init_subclass__(cls, req): pass\nclass B(A): pass"), c("class A:\n    def __init_subclass__(cls): pass\nclass B(A, x=1): pass"), c("class D:\n    def __set_name__(self, o, n): raise ValueError('sn')\nclass A:\n    d = D()"), c("class D:\n    def __set_name__(self): pass\nclass A:\n    d = D()"), c("class D:\n    def __set_name__(self, o, n): self.n = (o.__name__, n)\nclass A:\n    d = e = D()\nr = A.d.n"))
t(c("class A:\n    def f(self): return __class__\nr = A().f()"), c("class A:\n    x = __class__"), c("class A:\n    f = lambda self: super().__init__\nr = A().f().__name__"), c("def f(): super()\nf()"), c("class A:\n    def f(): super().x\nA.f()"), c("class A:\n    def f(self):\n        del self\n        super().x\nA().f()"), c("class A:\n    def f(self): return super().zip\nA().f()"), c("class A:\n    @staticmethod\n    def f(x): return super().y\nA.f(3)"), c("class A:\n    y = 1\n    class B:\n        z = y"), c("class A:\n    y = 1\n    z = [y for _ in range(2)]"), c("class A:\n    y = [1]\n    z = [a for a in y]\nr = A.z"), c("class A:\n    locals()['q'] = 3\nr = A.q"))
t(c("class A: pass\nA.__bases__ = ()"), c("class A: pass\nA.__bases__ = (int,)"), c("class A: pass\nclass B(A): pass\nA.__bases__ = (B,)"), c("class A: pass\nA().__class__ = int"), c("class A: pass\nA().__class__ = 1"), c("class A: pass\nclass B: pass\na = A()\na.__class__ = B\nr = type(a).__name__"), c("class A: pass\nA.__dict__['x'] = 1"), c("class A: pass\nA.__mro__ = ()"), c("class A: pass\nA().__dict__ = 1"), c("int.x = 1"), c("del int.real"), c("class A: pass\nA.__doc__ = 'd'\nr = A.__doc__"), c("class A: pass\nA.__module__ = 5\nr = A"))
t()
