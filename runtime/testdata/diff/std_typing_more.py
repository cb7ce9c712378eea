# record: 3.14
"""typing at run time: generics, protocols, literal types, annotations, and what they refuse."""
import collections.abc
import typing
from typing import *


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", str(e)[:150])


T, S = TypeVar("T"), TypeVar("S", bound=int)
C = TypeVar("C", int, str)
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")
t(
    lambda: T, lambda: S.__bound__, lambda: C.__constraints__, lambda: TypeVar("X", covariant=True), lambda: TypeVar("X", contravariant=True), lambda: TypeVar("X", covariant=True, contravariant=True), lambda: TypeVar("X", int), lambda: TypeVar("X", int, str, bound=int), lambda: TypeVar("X", default=int).__default__, lambda: T.__default__, lambda: T.has_default(), lambda: P.args, lambda: P.kwargs, lambda: P.args.__origin__, lambda: Ts, lambda: Unpack[Ts], lambda: list(Ts), lambda: TypeVar(5), lambda: T | int, lambda: T[int],
    lambda: T.__name__, lambda: isinstance(5, T), lambda: type("Y", (T,), {}), lambda: TypeVar("X", infer_variance=True).__infer_variance__, lambda: typing.NoDefault,
)


class Box(Generic[T]):
    def __init__(self, v: T): self.v = v


class Pair(Generic[T, S]): ...
class Sub(Box[int]): ...
class Two(Pair[str, S]): ...
class Call(Generic[P, T]): ...
class Var(Generic[T, *Ts]): ...


t(
    lambda: Box[int], lambda: Box[int](5).v, lambda: Box[int].__origin__, lambda: Box[int].__args__, lambda: Box[int, str], lambda: Box[int][str], lambda: Box[T][str], lambda: Pair[T, int][str], lambda: Pair[int], lambda: Sub.__orig_bases__, lambda: Two.__parameters__, lambda: Two[bool], lambda: Call[[int, str], T], lambda: Call[P, int], lambda: Call[..., int], lambda: Call[int, str], lambda: Var[int], lambda: Var[int, str, bool], lambda: Var[()], lambda: isinstance(Box(1), Box[int]), lambda: issubclass(Sub, Box), lambda: issubclass(Sub, Box[int]), lambda: Box[int] == Box[int], lambda: hash(Box[int]) == hash(Box[int]), lambda: Box[int](1).__orig_class__, lambda: Box.__parameters__, lambda: Generic[int], lambda: Generic[T, T], lambda: Generic, lambda: type("Z", (Generic,), {}), lambda: Box["fwd"], lambda: Box[None], lambda: Box[[]], lambda: Box[...], lambda: Box[int].v, lambda: Box[int].__mro_entries__((Box[int],)),
)
t(
    lambda: Optional[int], lambda: Optional[None], lambda: Union[int], lambda: Union[int, str], lambda: Union[int, int], lambda: Union[int, Union[str, None]], lambda: int | None, lambda: (int | str).__args__, lambda: Union[int, str] == (str | int), lambda: Union[()], lambda: Union[int, "str"], lambda: isinstance(5, int | str), lambda: isinstance(5, Optional[int]), lambda: Union["a", "b"], lambda: type(Union[int, str]) is type(int | str), lambda: Union[int, T][str], lambda: Optional[T][int], lambda: int | "str",
    lambda: Literal[1, "a", True], lambda: Literal[1, 1], lambda: Literal[1] == Literal[True], lambda: Literal[Literal[1, 2], 3], lambda: Literal[1, 2].__args__, lambda: Literal[[]], lambda: Literal[()], lambda: Final[int], lambda: ClassVar[int], lambda: ClassVar[int, str], lambda: Final[Final[int]], lambda: Annotated[int, "m", 3], lambda: Annotated[Annotated[int, 1], 2], lambda: Annotated[int], lambda: Annotated[T, 1][int], lambda: Annotated[int, 1].__metadata__, lambda: Annotated[int, 1].__origin__, lambda: Type[int], lambda: Type, lambda: NoReturn, lambda: NoReturn[int], lambda: Any, lambda: Any(), lambda: isinstance(1, Any), lambda: type("A", (Any,), {}).__mro__[1], lambda: Never, lambda: Self, lambda: LiteralString, lambda: TypeGuard[int], lambda: TypeIs[int], lambda: Concatenate[int, P], lambda: Required[int], lambda: NotRequired[int], lambda: ReadOnly[int], lambda: Unpack[Tuple[int]],
    lambda: Callable[[int], str], lambda: Callable[..., int], lambda: Callable[P, int], lambda: Callable[[], int].__args__, lambda: Callable[int, str], lambda: Callable[[int]], lambda: Callable, lambda: Callable[[T], S][int, bool], lambda: collections.abc.Callable[[int], str], lambda: Callable[Concatenate[int, P], T][[str], bool],
    lambda: Tuple[int, ...], lambda: Tuple[()], lambda: Tuple, lambda: List[int], lambda: List[T][int], lambda: List, lambda: List(), lambda: Dict[str, int], lambda: Dict[str], lambda: DefaultDict[str, int](int), lambda: Deque[int], lambda: AsyncIterator[int], lambda: AsyncGenerator[int], lambda: AsyncGenerator[int, str, float], lambda: Coroutine[1, 2, 3], lambda: Awaitable[int], lambda: Generator[int], lambda: Generator[int, str, T][bool], lambda: ContextManager[int], lambda: AsyncContextManager[int, bool], lambda: Iterable, lambda: Mapping[str, "X"], lambda: Pattern[str], lambda: IO[str],
)


@runtime_checkable
class HasX(Protocol):
    x: int


@runtime_checkable
class Runs(Protocol):
    def run(self) -> int: ...
    async def stop(self): ...


class NotChecked(Protocol):
    y: int


class R:
    x = 1
    def run(self): ...
    async def stop(self): ...


t(lambda: isinstance(R(), HasX), lambda: isinstance(5, HasX), lambda: issubclass(R, Runs), lambda: issubclass(R, HasX), lambda: isinstance(R(), NotChecked), lambda: HasX(), lambda: sorted(typing.get_protocol_members(Runs)), lambda: typing.is_protocol(Runs), lambda: typing.is_protocol(R), lambda: typing.get_protocol_members(R), lambda: type("Q", (Protocol, R), {}), lambda: Protocol[T], lambda: HasX.__protocol_attrs__, lambda: isinstance(R(), Runs), lambda: runtime_checkable(R))
t(
    lambda: get_origin(List[int]), lambda: get_args(Dict[str, int]), lambda: get_args(Callable[[int], str]), lambda: get_origin(int), lambda: get_origin(int | str), lambda: get_origin(Annotated[int, 1]), lambda: get_args(Literal[1, 2]), lambda: cast(int, "x"), lambda: assert_type(1, str), lambda: assert_never(1), lambda: reveal_type(3), lambda: NewType("UserId", int), lambda: NewType("UserId", int)(5), lambda: NewType("U", int).__supertype__, lambda: NewType("U", int) | None, lambda: ForwardRef("int"), lambda: ForwardRef("a b"), lambda: ForwardRef("List[int]") == ForwardRef("List[int]"), lambda: no_type_check(R), lambda: overload(len), lambda: get_overloads(len), lambda: final(R).__final__, lambda: override(R.run).__override__, lambda: typing.is_typeddict(dict), lambda: get_type_hints(5),
)


class TD(TypedDict, total=False):
    a: Required[int]
    b: str
    c: NotRequired[ReadOnly[bool]]


class NT(NamedTuple):
    a: int
    b: str = "d"


class Fwd:
    x: "int"
    y: "List[Fwd]"
    z: Annotated[int, "meta"]
    w: ClassVar["int"] = 3

    def f(self, a: "Fwd", b: int = None) -> "Optional[str]": ...


t(
    lambda: TD(a=1), lambda: TD.__required_keys__, lambda: sorted(TD.__optional_keys__), lambda: TD.__total__, lambda: TD.__readonly_keys__, lambda: TD.__annotations__, lambda: isinstance({}, TD), lambda: type("X", (TD, R), {}), lambda: TypedDict("D2", {"k": int})(k=1), lambda: TypedDict("D2", {"k": int}).__annotations__, lambda: NT(1), lambda: NT._fields, lambda: NT._field_defaults, lambda: NT.__annotations__, lambda: NT(1)._replace(b="z"), lambda: NamedTuple("N2", [("q", int)])(3), lambda: NT(), lambda: get_type_hints(TD), lambda: get_type_hints(TD, include_extras=True), lambda: get_type_hints(Fwd), lambda: get_type_hints(Fwd, include_extras=True)["z"], lambda: get_type_hints(Fwd.f), lambda: get_type_hints(NT),
)
