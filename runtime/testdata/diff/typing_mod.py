from typing import Any, Optional, TypeVar, Protocol, AsyncGenerator, AsyncIterator, List, Dict, Callable, Union, Generic, NamedTuple, Literal, TYPE_CHECKING, cast, overload, runtime_checkable, Awaitable, TypedDict
T = TypeVar("T")
print(T, Any, Optional[int], List[int], Dict[str, Any], AsyncGenerator[int, None], AsyncGenerator[int, None].__origin__, AsyncGenerator[int, None].__args__)
try: AsyncGenerator[int, None, None]
except TypeError as e: print(e)
try: List[int, str]
except TypeError as e: print(e)
class P(Protocol):
    def f(self) -> int: ...
class G(Generic[T]):
    def m(self, x: T) -> Optional[T]: return x
class Sub(G[int]): pass
print(Sub().m(5), G[int], TYPE_CHECKING, cast(int, "a"), Literal["a", 1])
class NT(NamedTuple):
    a: int
    b: str = "x"
    def both(self): return (self.a, self.b)
print(NT(1), NT(1).both())
class TD(TypedDict):
    k: int
print(TD(k=1))
def f(a: int, b: "str" = "") -> AsyncIterator[int]: ...
print(f.__annotations__["b"], Union[int, int])
class Impl:
    def f(self): return 1
x: Optional[Callable[..., Awaitable[int]]] = None
print(isinstance([], List), x)
# 3.14: typing.Optional[int] -> int | None
