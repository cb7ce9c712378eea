type A = int
type L[T] = list[T]
type P[**K, *Ts, V = int] = dict[K, tuple[*Ts, V]]
print(A, A.__name__, A.__value__, A.__type_params__, A.__module__, type(A))
print(L[int], L.__value__, L.__type_params__, L.__parameters__, P.__type_params__, P.__parameters__)
type R = list[R] | None
print(R.__value__)
type Lazy = undefined_name
try: Lazy.__value__
except NameError as e: print(e)
undefined_name = str
print(Lazy.__value__)
class C:
    X = "class"
    type In = X
    type G[X] = X
print(C.In.__value__, C.G.__value__)
def f():
    loc = 5
    type Loc = loc
    return Loc
print(f().__value__)
print(A | int, int | A, A | None, L[int] | str)
for bad in ("A[int]", "setattr(A, '__value__', 1)", "setattr(A, 'zz', 1)", "isinstance(1, A)"):
    try: print(eval(bad))
    except Exception as e: print(type(e).__name__, e)
from typing import TypeAliasType, TypeVar, get_args, get_origin
T = TypeVar("T")
B = TypeAliasType("B", list[T], type_params=(T,)); print(B, B.__value__, B[int], B.__type_params__)
print(get_origin(L[int]), get_args(L[int]), L[int].__value__)
try: TypeAliasType("X", int, type_params=[T])
except TypeError as e: print(e)
type type = int; print(type.__name__)
for src in ("type X[T, T] = 1", "type X = (yield)", "type X = (y := 1)", "type X[T: (z := 1)] = 1", "type X[**P: int] = 1", "type X[T = int, U] = 1", "type 1 = 2", "type X[*Ts = int, T] = 1"):
    try: compile(src, "<s>", "exec"); print("ok", src)
    except SyntaxError as e: print(e.msg)
