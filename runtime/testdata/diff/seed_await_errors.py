"""What __await__ may not be or return, in CPython's words."""
# 3.14: object Nothing can't be used in 'await' expression -> 'Nothing' object can't be awaited
# 3.14: object int can't be used in 'await' expression -> 'int' object can't be awaited
import asyncio


class Coroutine:
    async def __await__(self):
        return 1


class AsyncGen:
    async def __await__(self):
        yield 1


class Int:
    def __await__(self):
        return 1


class Nothing:
    pass


class Args:
    def __await__(self, x):
        yield


class Property:
    @property
    def __await__(self):
        return iter(())


async def use(x):
    await x


for x in (Coroutine(), AsyncGen(), Int(), Nothing(), Args(), Property(), 1):
    try:
        use(x).send(None)
    except TypeError as e:
        print(type(x).__name__, "->", e)


class Yields:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value


async def main():
    try:
        await Yields(1)
    except RuntimeError as e:
        print(e)
    await Yields(None)
    print("a bare yield is one pass of the loop")
    c = asyncio.sleep(0)
    await c
    try:
        await c
    except RuntimeError as e:
        print(e)


asyncio.run(main())
