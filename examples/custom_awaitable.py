"""Objects that can be awaited: one that works, and the usual mistakes.

`await obj` calls `type(obj).__await__(obj)` and wants an iterator back. Each
mistake below looks reasonable and fails only when somebody awaits it.
"""

import asyncio
import time
from collections.abc import Generator
from functools import partial


class Stopwatch:
    """Right: delegates to a coroutine through the coroutine's own __await__."""

    def __init__(self, delay: float) -> None:
        self.delay = delay

    async def _measure(self) -> bool:
        began = time.monotonic()
        await asyncio.sleep(self.delay)
        return time.monotonic() - began >= self.delay * 0.9

    def __await__(self) -> Generator[None, None, bool]:
        return self._measure().__await__()


class Countdown:
    """Right: a generator whose bare yields give the loop a turn."""

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    def __await__(self) -> Generator[None, None, str]:
        for _ in range(self.ticks):
            yield
        return "lift-off"


class AsyncAwait:
    """Wrong: calling an async def makes a coroutine, which is no iterator."""

    def __init__(self, value: int) -> None:
        self.value = value

    async def __await__(self):
        await asyncio.sleep(0)
        return self.value


class AsyncGeneratorAwait:
    """Wrong: async def with yield makes an async generator."""

    async def __await__(self):
        yield 1


class ReturnsValue:
    """Wrong: returns the result itself."""

    def __await__(self):
        return 42


class ReturnsNothing:
    """Wrong: makes the iterator and forgets to return it."""

    def __await__(self):
        iter([])


class YieldsValue:
    """Wrong: the event loop understands only futures and bare yields."""

    def __await__(self):
        yield 1


async def try_await(label: str, make) -> None:
    try:
        result = await make()
    except (TypeError, RuntimeError) as exc:
        print(f"{label:<20} {type(exc).__name__}: {exc}")
    else:
        print(f"{label:<20} -> {result!r}")


async def main() -> None:
    await try_await("Stopwatch", partial(Stopwatch, 0.01))
    await try_await("Countdown", partial(Countdown, 3))
    for mistake in (partial(AsyncAwait, 7), AsyncGeneratorAwait, ReturnsValue, ReturnsNothing, YieldsValue):
        name = getattr(mistake, "func", mistake).__name__
        await try_await(name, mistake)


if __name__ == "__main__":
    asyncio.run(main())
