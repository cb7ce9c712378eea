# record: 3.14
# What is missing of a context manager, and when another protocol is suggested.
def make(**k): return type("C", (), k)()
f = lambda self, *a: None
async def g(self, *a): pass
import asyncio
async def main():
    for o in make(), make(__enter__=f), make(__exit__=f), make(__aenter__=g), make(__aexit__=g), make(__aenter__=g, __aexit__=g), make(__enter__=f, __exit__=f), make(__enter__=f, __aenter__=g), make(__enter__=f, __aenter__=g, __aexit__=g):
        try:
            with o: print("ok")
        except TypeError as e: print(e)
        try:
            async with o: print("ok")
        except TypeError as e: print(e)
asyncio.run(main())
