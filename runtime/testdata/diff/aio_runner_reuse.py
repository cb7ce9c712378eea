# Runner: several runs on one loop, its context, closing, interrupted setups.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default=0)


async def bump():
    var.set(var.get() + 1)
    return var.get()


async def leave_tasks():
    async def idle(name):
        try:
            await asyncio.sleep(100)
        finally:
            print("cancelled", name)
    asyncio.create_task(idle("a"), name="a")
    await asyncio.sleep(0)


async def agen():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print("agen closed")


async def leave_agen():
    async for x in agen():
        return x


with asyncio.Runner() as r:
    print(r.run(bump()), r.run(bump()), var.get(), r.get_loop() is r.get_loop())
    ctx = contextvars.copy_context()
    print(r.run(bump(), context=ctx), ctx[var], r.run(bump()))
    r.run(leave_tasks())
    print(r.run(leave_agen()))
    loop = r.get_loop()
    print(loop.is_running(), loop.is_closed(), len(asyncio.all_tasks(loop)))
print(loop.is_closed())
for bad in (lambda: r.run(bump()), lambda: r.get_loop()):
    try:
        bad()
    except RuntimeError as e:
        print(e)
r2 = asyncio.Runner(debug=True)
try:
    r2.run(print)
except (TypeError, ValueError) as e:
    print(type(e).__name__)


async def nested():
    for bad in (lambda: asyncio.run(None), lambda: asyncio.Runner().run(None), lambda: asyncio.get_running_loop().run_until_complete(None)):
        try:
            bad()
        except (RuntimeError, TypeError, ValueError) as e:
            print(type(e).__name__, str(e)[:50])


r2.run(nested())
r2.close()
r2.close()


async def fail():
    raise LookupError("from main")


try:
    asyncio.run(fail())
except LookupError as e:
    print(repr(e))
try:
    asyncio.run(asyncio.sleep(0, SystemExit(3)))
    raise SystemExit(4)
except SystemExit as e:
    print("exit", e.code)
print(asyncio.run(asyncio.sleep(0, "v"), debug=False), asyncio._get_running_loop())
