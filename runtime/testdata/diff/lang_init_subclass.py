class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); cls.subs.append((cls.__name__, tag))
class A(Base, tag="a"): pass
class B(A): pass
print(Base.subs)
try:
    class C(Base, zz=1): pass
except TypeError as e: print(e)
try:
    class D(zz=1): pass
except TypeError as e: print(e)
class Desc:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, o, t): return (self.name, o is None, t.__name__)
    def __set__(self, o, v): o.__dict__[self.name] = ("set", v)
    def __delete__(self, o): print("delete", self.name)
class E:
    a = Desc()
    b = c = Desc()
print(E.a, E().a)
e = E(); e.a = 5; print(e.a, e.__dict__); del e.a
class Bad:
    def __set_name__(self, o, n): raise ValueError("bad")
try:
    class F: x = Bad()
except ValueError as e: print(e, e.__notes__)
class NonData:
    def __get__(self, o, t=None): return "nondata"
class G: n = NonData()
g = G(); print(g.n); g.n = 1; print(g.n, G.n); del g.n; print(g.n)
E.d = Desc(); print("no set_name", hasattr(E.__dict__["d"], "name"))
class WithGetitem:
    def __class_getitem__(cls, k): return (cls.__name__, k)
print(WithGetitem[1, 2], WithGetitem["x"])
try: WithGetitem()[0]
except TypeError as e: print(e)
try: int[0]
except TypeError as e: print(e)
