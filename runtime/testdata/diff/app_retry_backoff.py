# Retries with growing pauses, which errors are retried, and what is chained.
import asyncio
import functools


class Transient(Exception):
    pass


class Permanent(Exception):
    pass


def retry(times, *, on=(Transient,), base=0.0):
    def decorate(func):
        @functools.wraps(func)
        async def call(*args, **kwargs):
            errors = []
            for attempt in range(1, times + 1):
                try:
                    return await func(*args, **kwargs)
                except on as e:
                    e.add_note(f"attempt {attempt}")
                    errors.append(e)
                    await asyncio.sleep(base * 2**attempt)
            raise ExceptionGroup(f"{func.__name__} gave up", errors) from errors[-1]

        call.attempts = times
        return call

    return decorate


calls = []


@retry(3)
async def fetch(key, fail):
    """Fetch a key."""
    calls.append(key)
    if calls.count(key) <= fail:
        raise Transient(key)
    return key.upper()


@retry(2, on=(Transient, TimeoutError))
async def slow():
    async with asyncio.timeout(0.001):
        await asyncio.sleep(1)


@retry(5)
async def broken():
    raise Permanent("no")


async def main():
    print(fetch.__name__, fetch.__doc__, fetch.attempts, fetch.__wrapped__.__name__)
    print(await fetch("a", 0), await fetch("b", 2))
    try:
        await fetch("c", 9)
    except ExceptionGroup as group:
        print(group, [(str(e), e.__notes__) for e in group.exceptions])
        print(repr(group.__cause__), group.__context__ is None, group.__suppress_context__)
    try:
        await slow()
    except* TimeoutError as group:
        print(len(group.exceptions), [e.__notes__ for e in group.exceptions])
        print([type(e.__context__).__name__ for e in group.exceptions])
    try:
        await broken()
    except Permanent as e:
        print("permanent", e, getattr(e, "__notes__", None))
    print(calls)


asyncio.run(main())
