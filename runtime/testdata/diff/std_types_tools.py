# types: namespaces, proxies, made classes, methods, code objects, coroutines.
import asyncio
import types
from types import MappingProxyType, MethodType, SimpleNamespace, new_class, prepare_class, resolve_bases

ns = SimpleNamespace(a=1, b=[2])
ns.c = ns
print(ns == SimpleNamespace(a=1, b=[2], c=ns), vars(ns)["a"], repr(SimpleNamespace(x=1, y="z")), SimpleNamespace({"q": 1}, r=2))
base = {"k": 1}
p = MappingProxyType(base)
base["n"] = 2
print(p, p["n"], p | {"z": 3}, list(p), p.copy() is base, len(p), p == base, "k" in p, hash(MappingProxyType) is not None)
for bad in (lambda: p.__setitem__("a", 1), lambda: MappingProxyType([1]), lambda: hash(p)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw): return {"prepared": kw.get("tag")}
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __new__(mcs, name, bases, ns, **kw): return super().__new__(mcs, name, bases, ns)


C = new_class("C", (list,), {"metaclass": Meta, "tag": "T"}, lambda ns: ns.update(f=lambda self: len(self)))
print(C.prepared, C([1, 2]).f(), type(C) is Meta, C.__mro__[1:], prepare_class("X", (), {"metaclass": Meta})[0] is Meta)


class Entry:
    def __mro_entries__(self, bases): return (dict,)


class D(Entry(), object):
    pass


print(D.__bases__, type(D.__orig_bases__[0]).__name__, resolve_bases([Entry()]), types.get_original_bases(D) == D.__orig_bases__)


def f(a, b=1): return a, b


m = MethodType(f, "self")
print(m(), m.__self__, m.__func__ is f, types.FunctionType(f.__code__, {}, "g", (9,))(0), isinstance(len, types.BuiltinFunctionType), isinstance(m, types.MethodType))
code = f.__code__
print(type(code).__name__, isinstance(f.__code__, types.CodeType), [t for t in ("Generator", "Coroutine", "AsyncGenerator") if hasattr(types, t + "Type")])
mod = types.ModuleType("made", "docs")
mod.x = 1
print(mod.__name__, mod.__doc__, repr(mod), mod.x, types.NoneType, types.EllipsisType, types.NotImplementedType, isinstance(int | str, types.UnionType))


@types.coroutine
def gen():
    x = yield
    return x


async def main():
    return await gen()


c = main()
c.send(None)
try:
    c.send(5)
except StopIteration as e:
    print(e.value, isinstance(c, types.CoroutineType), isinstance(gen(), types.GeneratorType))
cell = types.CellType(3)
print(cell.cell_contents, types.CellType() == types.CellType(), types.DynamicClassAttribute.__name__)
