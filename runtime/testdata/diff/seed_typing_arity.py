"""collections.abc takes any number of parameters, typing checks them."""
import collections.abc
import typing

print(collections.abc.AsyncGenerator[int, int, int, float, float])
print(collections.abc.AsyncIterable[int, float], collections.abc.AsyncGenerator[int])
a = collections.abc.AsyncGenerator[int, str]
print(a.__origin__, a.__args__, type(a).__name__)
print(typing.AsyncGenerator[int, None], typing.AsyncGenerator[int, str].__args__)
print(typing.AsyncGenerator[int])
for make in (lambda: typing.AsyncGenerator[int, int, int], lambda: typing.Coroutine[int], lambda: typing.Awaitable[int, int],
             lambda: typing.AsyncIterator[int, int], lambda: typing.AsyncGenerator[()]):
    try:
        print(make())
    except TypeError as e:
        print(e)
T = typing.TypeVar("T")
g = typing.AsyncGenerator[T, None]
print(g, g.__parameters__, g[int])
try:
    typing.AsyncGenerator()
except TypeError as e:
    print(e)
