# Locks, semaphores, events and conditions hand over in order, also when cancelled.
import asyncio
async def main():
    log = []
    lock = asyncio.Lock()
    async def use(n):
        async with lock: log.append(n); await asyncio.sleep(0)
    ts = [asyncio.create_task(use(i)) for i in range(5)]
    await asyncio.sleep(0); ts[2].cancel(); await asyncio.gather(*ts, return_exceptions=True); print(log, lock.locked(), lock)  if False else print(log, lock.locked())
    try: lock.release()
    except RuntimeError as e: print(e)
    sem = asyncio.Semaphore(2); log.clear()
    async def s(n):
        async with sem: log.append((n, sem.locked())); await asyncio.sleep(0)
    await asyncio.gather(*(s(i) for i in range(5))); print(log)
    b = asyncio.BoundedSemaphore(1); await b.acquire(); b.release()
    try: b.release()
    except ValueError as e: print(e)
    try: asyncio.Semaphore(-1)
    except ValueError as e: print(e)
    ev = asyncio.Event(); log.clear()
    async def w(n): log.append((n, await ev.wait()))
    ts = [asyncio.create_task(w(i)) for i in range(3)]; await asyncio.sleep(0); ev.set(); ev.clear(); await asyncio.gather(*ts); print(log, ev.is_set())
    c = asyncio.Condition(); log.clear()
    async def cw(n):
        async with c: log.append((n, await c.wait_for(lambda: len(log) >= 0)))
        async with c: await c.wait(); log.append(n)
    ts = [asyncio.create_task(cw(i)) for i in range(4)]
    for _ in range(5): await asyncio.sleep(0)
    async with c: c.notify(2)
    for _ in range(5): await asyncio.sleep(0)
    print(log, [t.done() for t in ts])
    async with c: c.notify_all()
    await asyncio.gather(*ts); print(log)
    for f in c.notify, c.notify_all:
        try: f()
        except RuntimeError as e: print(e)
    try: await c.wait()
    except RuntimeError as e: print(e)
asyncio.run(main())
