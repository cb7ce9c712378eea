# Classes of modules: their instances, properties in them, and giving a module such a class.
import sys
import types
from types import ModuleType


class Lazy(ModuleType):
    kind = "lazy"

    def __init__(self, name, doc=None):
        super().__init__(name, doc)
        self.made = []

    @property
    def answer(self):
        return 42

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self.made.append(name)
        setattr(self, name, name.upper())
        return self.__dict__[name]


m = Lazy("lazy", "what it is")
print(m, m.__name__, m.__doc__, m.kind, m.answer, m.first, m.first, m.made, vars(m)["first"], type(m).__mro__)
m.__dict__["answer"] = 1
print(m.answer, sorted(k for k in dir(m) if k[0] != "_"))
try:
    m.answer = 3
except AttributeError as e:
    print("AttributeError")
del m.first
print("first" in m.__dict__, m.first)
sys.modules["lazy"] = m
from lazy import second
import lazy

print(second, lazy.made, lazy is m)

this = sys.modules[__name__]
counter = 0


class Counting(ModuleType):
    @property
    def calls(self):
        self.counter += 1
        return self.counter

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)


this.__class__ = Counting
print(this.calls, counter, this.calls, counter, type(this).__name__)
this.other = 5
print(other)
this.__class__ = ModuleType
this.quiet = 6
print(quiet, type(this))


class Slotted(ModuleType):
    __slots__ = ("a",)


s = Slotted("s")
s.a, s.b = 1, 2
print(s.a, s.b, "a" in vars(s))
bare = ModuleType.__new__(ModuleType)
print(bare, bare.__dict__)
for f in lambda: ModuleType(), lambda: ModuleType(1), lambda: ModuleType("a", b=1), lambda: setattr(types.SimpleNamespace(), "__class__", ModuleType), lambda: setattr(bare, "__class__", int):
    try:
        f()
    except TypeError as e:
        print(e)
for name in "__name__", "__doc__":
    print(ModuleType(name="n", doc="d").__dict__[name])
