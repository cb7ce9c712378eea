import asyncio
async def main():
    lock = asyncio.Lock(); order = []
    async def crit(n):
        async with lock: order.append(("in", n)); await asyncio.sleep(0); order.append(("out", n))
    await asyncio.gather(*(crit(i) for i in range(3))); print(order, lock.locked(), str(lock)[:30].split(" at ")[0])
    try: lock.release()
    except RuntimeError as e: print(e)
    ev = asyncio.Event()
    async def waiter(n): await ev.wait(); print("woke", n); return n
    ts = [asyncio.create_task(waiter(i)) for i in range(2)]; await asyncio.sleep(0); ev.set(); print(await asyncio.gather(*ts), ev.is_set()); ev.clear()
    sem = asyncio.Semaphore(2); active = mx = 0
    async def s():
        nonlocal active, mx
        async with sem: active += 1; mx = max(mx, active); await asyncio.sleep(0); active -= 1
    await asyncio.gather(*(s() for _ in range(5))); print(mx, sem.locked())
    bs = asyncio.BoundedSemaphore(1)
    try: bs.release()
    except ValueError as e: print(e)
    cond = asyncio.Condition(); items = []
    async def cons():
        async with cond: await cond.wait_for(lambda: items); return items.pop()
    t = asyncio.create_task(cons()); await asyncio.sleep(0)
    async with cond: items.append(1); cond.notify()
    print(await t)
    try: cond.notify()
    except RuntimeError as e: print(e)
    q = asyncio.Queue(maxsize=2)
    async def prod():
        for i in range(4): await q.put(i); print("put", i)
    async def con():
        for _ in range(4): v = await q.get(); print("got", v); q.task_done()
    await asyncio.gather(prod(), con()); await q.join(); print(q.empty(), q.qsize(), q.full(), q.maxsize)
    try: q.get_nowait()
    except asyncio.QueueEmpty: print("empty")
    q.put_nowait(1); q.put_nowait(2)
    try: q.put_nowait(3)
    except asyncio.QueueFull: print("full")
    pq = asyncio.PriorityQueue(); [pq.put_nowait(v) for v in (3, 1, 2)]; print([pq.get_nowait() for _ in range(3)])
    lq = asyncio.LifoQueue(); [lq.put_nowait(v) for v in (3, 1, 2)]; print([lq.get_nowait() for _ in range(3)])
    q = asyncio.Queue(); t = asyncio.create_task(q.get()); await asyncio.sleep(0); q.shutdown()
    try: await t
    except asyncio.QueueShutDown: print("shut down")
    bar = asyncio.Barrier(2)
    async def b(): await bar.wait(); return "past"
    print(await asyncio.gather(b(), b()))
    loop = asyncio.get_running_loop(); h = loop.call_later(5, print, "never"); h.cancel(); print(h.cancelled())
    loop.call_soon(print, "soon"); loop.call_later(0.01, print, "later"); await asyncio.sleep(0.02)
    import contextvars
    var = contextvars.ContextVar("var", default="d")
    async def child(): print(var.get()); var.set("child"); return var.get()
    var.set("parent"); print(await asyncio.create_task(child()), var.get())
    tok = var.set("x"); var.reset(tok); print(var.get(), contextvars.copy_context()[var])
asyncio.run(main())
