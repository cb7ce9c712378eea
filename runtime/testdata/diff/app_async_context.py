# Resources that nest: exit stacks, errors in exits, suppress, reentrancy.
import asyncio
from contextlib import (
    AbstractAsyncContextManager, AsyncContextDecorator, AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, nullcontext, suppress,
)


class Res(AbstractAsyncContextManager):
    def __init__(self, name, log, fail=None):
        self.name, self.log, self.fail = name, log, fail

    async def __aenter__(self):
        await asyncio.sleep(0)
        if self.fail == "enter":
            raise OSError(f"{self.name} enter")
        self.log.append(f"+{self.name}")
        return self.name

    async def __aexit__(self, kind, exc, tb):
        await asyncio.sleep(0)
        self.log.append(f"-{self.name}({kind.__name__ if kind else None})")
        if self.fail == "exit":
            raise ValueError(f"{self.name} exit")
        return self.fail == "swallow"


class traced(AsyncContextDecorator):
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log.append("enter")

    async def __aexit__(self, *exc):
        self.log.append(f"exit {exc[0] and exc[0].__name__}")


@asynccontextmanager
async def section(log, name):
    log.append(f"[{name}")
    try:
        yield name
    except LookupError as e:
        log.append(f"{name} caught {e!r}")
    finally:
        log.append(f"{name}]")


async def main():
    log = []
    for plan in [("a", None), ("a", "b!exit"), ("a!swallow", "b!exit"), ("a", "b!enter", "c"), ("a!exit", "b!exit")]:
        log.clear()
        try:
            async with AsyncExitStack() as stack:
                for part in plan:
                    if part:
                        name, _, fail = part.partition("!")
                        await stack.enter_async_context(Res(name, log, fail or None))
                stack.callback(log.append, "callback")
                stack.push_async_callback(asyncio.sleep, 0)
                if plan[-1] is None:
                    raise KeyError("body")
        except Exception as e:
            chain = []
            while e:
                chain.append(repr(e))
                e = e.__context__
            log.append(" <- ".join(chain))
        print(plan, log)
    log.clear()
    async with section(log, "one") as one, section(log, "two"):
        raise IndexError(one)
    print(log)
    log.clear()

    @traced(log)
    async def work(x):
        log.append(x)
        return 1 / x

    print(await work(2), work.__name__)
    with suppress(ZeroDivisionError):
        await work(0)
    print(log)
    async with nullcontext("nothing") as n, AsyncExitStack() as outer:
        moved = outer.pop_all()
        print(n, moved is outer)
    stack = AsyncExitStack()
    await stack.enter_async_context(section(log, "kept"))
    with ExitStack() as plain:
        plain.enter_context(suppress(TypeError))
        raise TypeError
    await stack.aclose()
    print(log[-2:])
    for bad in (lambda: stack.enter_context(section(log, "x")), lambda: ExitStack().enter_context(3), lambda: contextmanager(list)().__enter__()):
        try:
            bad()
        except Exception as e:
            print(type(e).__name__, e)


asyncio.run(main())
