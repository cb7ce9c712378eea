# record: 3.14
import asyncio
class ACM:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    async def __aenter__(self): print("aenter", self.n); await asyncio.sleep(0); return self.n
    async def __aexit__(self, t, v, tb): print("aexit", self.n, t and t.__name__); return self.swallow
class AIt:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def agen(n):
    try:
        for i in range(n): yield i
    finally: print("agen done")
async def main():
    async with ACM(1) as a, ACM(2): print(a)
    async with (ACM(3) as b,): print(b)
    async with ACM(4, True): raise ValueError
    async for x in AIt(2): print(x)
    else: print("else")
    async for x in agen(5):
        if x == 2: break
    print([x async for x in agen(3) if x], {x: y async for x in AIt(2) for y in "a"}, {x async for x in AIt(1)})
    g = (x async for x in agen(2)); print([i async for i in g])
    print([await asyncio.sleep(0, v) for v in (1, 2)], [v for v in [await asyncio.sleep(0, 5)]])
    for src in (lambda: 1, None, [1]):
        try:
            async for _ in src: pass
        except TypeError as e: print(e)
        try:
            async with src: pass
        except TypeError as e: print(e)
        try: await src
        except TypeError as e: print(e)
    class B:
        def __aiter__(self): return 5
    try:
        async for _ in B(): pass
    except TypeError as e: print(e)
    class D:
        def __aiter__(self): return self
        def __anext__(self): return 5
    try:
        async for _ in D(): pass
    except TypeError as e: print(e)
    class F:
        def __aenter__(self): return 5
        async def __aexit__(self, *a): pass
    try:
        async with F(): pass
    except TypeError as e: print(e)
    print(await anext(AIt(1)), await anext(AIt(0), "dflt"))
    try: await anext(AIt(0))
    except StopAsyncIteration as e: print(repr(e))
asyncio.run(main())
