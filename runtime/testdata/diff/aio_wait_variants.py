# wait, as_completed and gather with the same tasks.
import asyncio
async def job(n, d, e=None):
    await asyncio.sleep(d)
    if e: raise e
    return n
def mk(): return [asyncio.create_task(job(n, d, e), name=n) for n, d, e in (("a", 0.3, None), ("b", 0.02, ValueError("b")), ("c", 0.16, None))]
def names(ts): return sorted(t.get_name() for t in ts)
async def main():
    for kw in {}, {"return_when": asyncio.FIRST_COMPLETED}, {"return_when": asyncio.FIRST_EXCEPTION}, {"timeout": 0.09}, {"timeout": 0}:
        ts = mk(); done, rest = await asyncio.wait(ts, **kw); print(kw, names(done), names(rest))
        for t in rest: t.cancel()
        await asyncio.gather(*ts, return_exceptions=True)
    for f in (lambda: asyncio.wait([])), (lambda: asyncio.wait(5)), (lambda: asyncio.wait(mk(), return_when="x")):
        try: await f()
        except (ValueError, TypeError) as e: print(type(e).__name__, e)
    out = []
    for c in asyncio.as_completed(mk()):
        try: out.append(await c)
        except ValueError as e: out.append(repr(e))
    print(out); out = []
    async for t in asyncio.as_completed(mk()): out.append((t.get_name(), t.done()))
    print(out)
    ts = mk()
    try:
        for c in asyncio.as_completed(ts, timeout=0.09):
            try: print(await c)
            except ValueError as e: print(repr(e))
    except TimeoutError: print("timeout")
    for t in ts: t.cancel()
    print(await asyncio.gather(*mk(), return_exceptions=True))
    try: await asyncio.gather(*mk())
    except ValueError as e: print(repr(e))
    print(await asyncio.gather(), await asyncio.gather(job(1, 0)), await asyncio.gather(*[f := asyncio.ensure_future(job(2, 0)), f]))
    try: await asyncio.wait([job(1, 0)])
    except TypeError as e: print(e)
import warnings; warnings.simplefilter("ignore"); asyncio.run(main())
