class Box[T]:
    x: T
    def get(self) -> T: return T
    def map[U](self, f: U) -> "Box[U]": return U
print(Box.__type_params__, Box.__orig_bases__, Box.__bases__, Box.__parameters__, Box[int], Box[int]().__orig_class__, Box().get(), Box.map.__type_params__)
class Pair[K, V = str](dict[K, V], metaclass=type): pass
print(Pair.__mro__[:3], Pair[int, int], Pair[int], Pair.__orig_bases__)
class Var[*Ts]: pass
print(Var[int, str], Var[()], Var.__parameters__)
class PS[**P]: pass
print(PS[[int, str]], PS[int], PS[...])
for bad in ("Box[int, str]", "Box[int][str]", "Pair[1, 2, 3]"):
    try: print(eval(bad))
    except TypeError as e: print(e)
class Sub[T](Box[T]): pass
class Con(Box[int]): pass
print(Sub[str], Con.__orig_bases__, Con.__parameters__, issubclass(Sub, Box), isinstance(Sub(), Box))
try: Con[int]
except TypeError as e: print(e)
class Priv[__T]:
    y = __T
print(Priv.__type_params__, Priv.y)
class Kw[T](Box[T], **{}): pass
bases = (Box,)
class St[T](*bases): pass
print(St.__type_params__, St.__mro__[1:3])
class Outer[T]:
    T = "class"
    class Inner[U: T]: z = T
    type Al = T
    def m(self): return T
print(Outer.Inner.__type_params__[0].__bound__, Outer.Inner.z, Outer.Al.__value__, Outer().m())
from typing import Generic, TypeVar
A = TypeVar("A")
for src in ("class X[T](Generic[A]): pass", "class X(Generic): pass", "class X(Generic[A], Box[A], Generic[A]): pass", "class X(Generic[A], dict[A, T2]): pass"):
    try: exec(src); print("ok")
    except (TypeError, NameError) as e: print(type(e).__name__, e)
print(Box.__doc__, Box.__qualname__, Outer.Inner.__qualname__)
