# Locks, semaphores, events, conditions, barriers: order, cancellation, misuse.
import asyncio


async def main():
    lock, log = asyncio.Lock(), []

    async def user(n, hold=0):
        async with lock:
            log.append(n)
            for _ in range(hold):
                await asyncio.sleep(0)

    tasks = [asyncio.create_task(user(i, 2)) for i in range(4)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(log, lock.locked(), tasks[1].cancelled())
    sem = asyncio.BoundedSemaphore(2)
    peak = now = 0

    async def limited():
        nonlocal peak, now
        async with sem:
            now += 1
            peak = max(peak, now)
            await asyncio.sleep(0)
            now -= 1

    await asyncio.gather(*(limited() for _ in range(6)))
    print(peak, sem.locked(), asyncio.Semaphore(0).locked())
    event = asyncio.Event()
    waiters = [asyncio.create_task(event.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    waiters[0].cancel()
    event.set()
    print(await asyncio.gather(*waiters, return_exceptions=True) and [w.cancelled() for w in waiters], event.is_set(), await event.wait())
    event.clear()
    cond, items = asyncio.Condition(), []

    async def take(n):
        async with cond:
            await cond.wait_for(lambda: len(items) >= n)
            return items[:n]

    takers = [asyncio.create_task(take(n)) for n in (1, 3, 2)]
    for x in "abc":
        await asyncio.sleep(0)
        async with cond:
            items.append(x)
            cond.notify_all()
    print(await asyncio.gather(*takers))
    barrier, arrived = asyncio.Barrier(3), []

    async def party(n):
        i = await barrier.wait()
        arrived.append(n)
        if i == 0:
            await asyncio.sleep(0)
        return i

    print(sorted(await asyncio.gather(*(party(n) for n in "abc"))), sorted(arrived), barrier.n_waiting, barrier.parties, barrier.broken)
    stuck = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    await barrier.abort()
    try:
        await stuck
    except asyncio.BrokenBarrierError as e:
        print("broken", barrier.broken, e)
    await barrier.reset()
    print(barrier.broken)
    for bad in (lambda: lock.release(), lambda: asyncio.Semaphore(-1), lambda: asyncio.BoundedSemaphore(1).release(), lambda: cond.notify(), lambda: asyncio.Condition(3)):
        try:
            bad()
        except (RuntimeError, ValueError, AttributeError) as e:
            print(type(e).__name__, e)
    try:
        await cond.wait()
    except RuntimeError as e:
        print(e)
    print([repr(x).split(" object")[0].split(" at ")[0].rsplit(".", 1)[-1] for x in (lock, sem, event, cond)], [repr(x)[repr(x).index("["):] for x in (lock, sem, event, cond)])


asyncio.run(main())
