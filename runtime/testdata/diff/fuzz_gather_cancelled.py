# A cancelled child among the results of gather has a message, even an empty one.
import asyncio
async def main():
    for msg in (), ("why",), (None,), (5,):
        t = asyncio.create_task(asyncio.sleep(9)); t.cancel(*msg)
        r = await asyncio.gather(t, return_exceptions=True)
        print(r, r[0].args, t.cancelled(), t.cancelling())
        t = asyncio.create_task(asyncio.sleep(9)); t.cancel(*msg)
        try: await asyncio.gather(t)
        except asyncio.CancelledError as e: print(repr(e), e.args)
    f = asyncio.get_running_loop().create_future(); f.cancel()
    print(await asyncio.gather(f, asyncio.sleep(0, 1), return_exceptions=True))
asyncio.run(main())
