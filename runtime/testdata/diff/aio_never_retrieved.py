import asyncio
async def boom(): raise ValueError("lost")
async def main():
    t = asyncio.create_task(boom(), name="T")
    await asyncio.sleep(0)
    del t
    await asyncio.sleep(0)
    print("on")
    f = asyncio.get_running_loop().create_future(); f.set_exception(KeyError("fut")); del f
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    def handler(loop, ctx): print("handler", ctx["message"], repr(ctx.get("exception")))
    asyncio.get_running_loop().set_exception_handler(handler)
    asyncio.get_running_loop().call_soon(lambda: {}["k"]); await asyncio.sleep(0)
    t = asyncio.create_task(boom()); await asyncio.sleep(0); del t; await asyncio.sleep(0)
asyncio.run(main())
