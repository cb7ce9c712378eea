async def work(): pass
class K:
    async def meth(self): pass
def f():
    work()
    print("after")
f()
K().meth()
c = work()
del c
async def main():
    work()
    print("in main")
import asyncio
asyncio.run(main())
