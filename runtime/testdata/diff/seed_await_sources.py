"""await takes a coroutine, or the iterator that __await__ returns."""
import asyncio
import types


class Two:
    def __await__(self):
        a = yield "one"
        b = yield "two"
        return a, b


class None_:
    def __await__(self):
        return "no yield at all"
        yield


class Delegating:
    def __await__(self):
        return other().__await__()


class Iterator:
    def __await__(self):
        return iter(["x"])


async def other():
    await asyncio.sleep(0)
    return "from a coroutine"


async def f(x):
    result = await x
    print("await gives", result)


def drive(coro, *values):
    try:
        print("yields", coro.send(None))
        for v in values:
            print("yields", coro.send(v))
    except StopIteration as e:
        print("StopIteration", e.value)


drive(f(Two()), "A", "B")
drive(f(None_()))
drive(f(Delegating()), None)
drive(f(Iterator()), None)
c = other()
print(type(c).__name__, type(c.__await__()).__name__)
c.close()


@types.coroutine
def old():
    yield "old"
    return "style"


drive(f(old()), None)
