import asyncio
async def w(n, d=0):
    try: await asyncio.sleep(d); print("done", n); return n
    except asyncio.CancelledError: print("cancelled", n); raise
async def boom(n, d=0): await asyncio.sleep(d); raise ValueError(n)
async def main():
    async with asyncio.TaskGroup() as tg: a = tg.create_task(w(1)); b = tg.create_task(w(2, 0.01))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(boom("x")); tg.create_task(w(3, 5)); tg.create_task(boom("y"))
    except* ValueError as eg: print(eg, eg.exceptions)
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(w(4, 5)); await asyncio.sleep(0); raise KeyError("body")
    except* KeyError as eg: print(repr(eg.exceptions))
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(boom("z")); await asyncio.sleep(5)
    except ExceptionGroup as eg: print(eg.exceptions)
    async def outer():
        async with asyncio.TaskGroup() as tg: tg.create_task(w(5, 5)); await asyncio.sleep(5)
    t = asyncio.create_task(outer()); await asyncio.sleep(0.01); t.cancel("msg")
    try: await t
    except asyncio.CancelledError as e: print("outer cancelled", e.args)
    try:
        async with asyncio.timeout(0.01):
            async with asyncio.TaskGroup() as tg: tg.create_task(w(6, 5))
    except TimeoutError: print("timed out")
    tg = asyncio.TaskGroup()
    c = w(1)
    try: tg.create_task(c)
    except RuntimeError as e: print(str(e).replace(hex(id(tg)), "ADDR"))
    c.close()
    async with tg: pass
    try:
        async with tg: pass
    except RuntimeError as e: print(str(e)[:60])
    try:
        async with asyncio.timeout(None) as t: t.reschedule(asyncio.get_running_loop().time() - 1); await asyncio.sleep(1)
    except TimeoutError: print("rescheduled")
    try:
        async with asyncio.timeout(0.005):
            try: await asyncio.sleep(1)
            finally: print("cleanup")
    except TimeoutError as e: print(repr(e), repr(e.__cause__))
    async with asyncio.timeout(10): await asyncio.sleep(0)
    print("end", asyncio.current_task().cancelling())
asyncio.run(main())
