import asyncio
async def cleanup_work():
    try: await asyncio.sleep(10)
    finally:
        print("cleanup begins"); await asyncio.sleep(0); print("cleanup ends")
async def chain(n):
    try: return await (chain(n - 1) if n else asyncio.sleep(10))
    except asyncio.CancelledError as e: print("at", n, e.args); raise
async def main():
    t = asyncio.create_task(cleanup_work()); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("c1", t.cancelled())
    t = asyncio.create_task(chain(2)); await asyncio.sleep(0); t.cancel("why")
    try: await t
    except asyncio.CancelledError as e: print("c2", e.args)
    t = asyncio.create_task(cleanup_work()); t.cancel()
    try: await t
    except asyncio.CancelledError: print("never started")
    async def convert():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: raise ValueError("converted")
    t = asyncio.create_task(convert()); await asyncio.sleep(0); t.cancel()
    try: await t
    except ValueError as e: print(e, repr(e.__context__))
    async def parent():
        c = asyncio.create_task(cleanup_work()); 
        try: await c
        except asyncio.CancelledError: print("parent", c.done()); raise
    t = asyncio.create_task(parent()); await asyncio.sleep(0); await asyncio.sleep(0); t.cancel()
    await asyncio.wait([t]); print(t)  if False else print(t.cancelled())
    async def twice():
        for i in range(2):
            try: await asyncio.sleep(10)
            except asyncio.CancelledError: print("absorbed", i)
        return "survived"
    t = asyncio.create_task(twice()); await asyncio.sleep(0); t.cancel(); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelling())
    try: raise asyncio.CancelledError("direct")
    except BaseException as e: print(repr(e), isinstance(e, Exception))
    bg = asyncio.create_task(cleanup_work()); await asyncio.sleep(0)
    print("main returns")
asyncio.run(main())
async def ki():
    raise KeyboardInterrupt
try: asyncio.run(ki())
except KeyboardInterrupt: print("KI")
async def se(): raise SystemExit(3)
asyncio.run(se())
