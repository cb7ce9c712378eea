"""async_generator, collections.abc.AsyncGenerator and typing.AsyncGenerator."""
import collections.abc
import typing


async def f() -> typing.AsyncGenerator[int, None]:
    yield 1


x = f()
T, C = typing.AsyncGenerator, collections.abc.AsyncGenerator
print(type(x).__name__, type(x) == T, issubclass(type(x), T), issubclass(type(x), C), isinstance(x, T), isinstance(x, C))
print(isinstance(T, type(x)), type(x).__mro__, T.__origin__, T._nparams)
print(issubclass(C, T), type(T).__name__, f.__annotations__["return"])
print(C in type(x).__mro__, C.__mro__)


class Mine:
    pass


print(issubclass(Mine, C))
print(C.register(Mine) is Mine, issubclass(Mine, C), issubclass(Mine, T), isinstance(Mine(), C), C in Mine.__mro__)


class Duck:
    def __aiter__(self): ...
    def __anext__(self): ...
    def asend(self): ...
    def athrow(self): ...
    def aclose(self): ...


print(issubclass(Duck, C), issubclass(Duck, collections.abc.AsyncIterator), issubclass(Duck, collections.abc.Awaitable))
for name in ("Awaitable", "Coroutine", "AsyncIterable", "AsyncIterator", "AsyncGenerator"):
    c = getattr(collections.abc, name)
    print(name, sorted(c.__abstractmethods__), getattr(typing, name).__origin__ is c, [b.__name__ for b in c.__mro__])
