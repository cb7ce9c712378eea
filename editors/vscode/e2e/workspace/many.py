"""Ten thousand tasks in three places, and one that waits for all of them."""

import asyncio


async def fetch(gate: asyncio.Event) -> None:
    await gate.wait()


async def worker(gate: asyncio.Event) -> None:
    await fetch(gate)


async def sleeper() -> None:
    await asyncio.sleep(3600)


async def main() -> None:
    gate = asyncio.Event()
    tasks = [asyncio.create_task(worker(gate)) for _ in range(6000)]
    tasks += [asyncio.create_task(sleeper()) for _ in range(3990)]
    tasks += [asyncio.create_task(sleeper(), name=f"odd-{n}") for n in range(9)]
    print("started")
    await asyncio.gather(*tasks)


asyncio.run(main())
