# Types at run time: generics, protocols, hints of functions, narrowing by hand.
import collections.abc as cabc
import typing as t
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, ParamSpec, Protocol, TypedDict, TypeVar, get_args, get_origin, get_type_hints, overload, runtime_checkable

T = TypeVar("T", bound="Base")
K = TypeVar("K", str, bytes)
P = ParamSpec("P")
UserId = NewType("UserId", int)


class Base:
    pass


class Box(Generic[K, T]):
    key: K
    value: "list[T]"

    def put(self, k: K, *v: T, flag: bool = False) -> "Box[K, T]":
        return self


class Movie(TypedDict, total=False):
    title: t.Required[str]
    year: int


class Point(NamedTuple):
    x: int
    y: int = 0


@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        pass


def call(f: cabc.Callable[P, K], *args: P.args, **kwargs: P.kwargs) -> Annotated[K, "key"]:
    return f(*args, **kwargs)


@overload
def pick(x: int) -> int: ...
@overload
def pick(x: str) -> str: ...
def pick(x):
    return x


print(Box[str, Base], Box[K, Base][bytes], get_origin(Box[str, T]), get_args(Box[str, T]), Box.__parameters__)
print(get_type_hints(Box), get_type_hints(Box.put))
print(get_type_hints(call), get_type_hints(call, include_extras=True)["return"])
print(Movie(title="x"), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__, get_type_hints(Movie))
print(Point(1), Point._field_defaults, Point.__annotations__, Point(2)._replace(y=3), Point._make([7, 8])._asdict())
print(isinstance(File(), Closable), isinstance(3, Closable), issubclass(File, Closable), UserId(3) + 1, UserId.__name__)
print([len(t.get_overloads(pick))], pick(3), t.get_args(Literal[1, "a", None]), Literal[1, 2] == Literal[2, 1], int | None == t.Optional[int])
print(get_origin(dict[str, int]), get_args(cabc.Callable[[int, str], None]), t.get_origin(t.Annotated[int, 1]))
print(t.cast(int, "not"), t.assert_type(3, int), t.TYPE_CHECKING, repr(T), repr(K), T.__bound__, K.__constraints__)
for bad in (lambda: Box[int], lambda: Box[str, Base, int], lambda: t.Optional[1, 2], lambda: Closable(), lambda: isinstance(3, Box[str, Base]), lambda: t.Union[()], lambda: TypeVar("X", int)):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError:", str(e).replace("typing.", ""))


def first[S: (int, str), *Ts, **Q](x: S, *rest: *Ts) -> S:
    return x


type Pairs[A, B = int] = list[tuple[A, B]]
print(first.__type_params__, first(1, "b"), Pairs.__value__, Pairs[str], Pairs.__type_params__[1].__default__, get_origin(Pairs[int]))
