# A request's context: who is logged in stays with its tasks, threads and callbacks.
import asyncio
import contextvars
import threading

user = contextvars.ContextVar("user")
depth = contextvars.ContextVar("depth", default=0)


def who():
    return user.get("nobody"), depth.get()


class scope:
    def __init__(self, var, value):
        self.var, self.value = var, value

    def __enter__(self):
        self.token = self.var.set(self.value)
        return self.token

    def __exit__(self, *exc):
        self.var.reset(self.token)


async def helper(tag):
    with scope(depth, depth.get() + 1):
        await asyncio.sleep(0)
        return tag, who()


async def agen():
    token = depth.set(100)
    try:
        yield who()
        yield who()
    finally:
        try:
            depth.reset(token)
        except ValueError as e:
            print("reset:", "different Context" in str(e))


async def handle(name):
    user.set(name)
    inner = asyncio.create_task(helper("task"))
    user.set(name.upper())
    plain = await helper("plain")
    loop = asyncio.get_running_loop()
    fut = loop.create_future()
    loop.call_soon(lambda: fut.set_result(who()))
    in_thread = await asyncio.to_thread(who)
    in_executor = await loop.run_in_executor(None, who)
    return await inner, plain, await fut, in_thread, in_executor, who()


async def main():
    for line in await asyncio.gather(handle("ann"), handle("bob")):
        print(line)
    print(who())
    seen = []
    t = threading.Thread(target=lambda: seen.append(who()))
    with scope(user, "starter") as token:
        t.start()
        t.join()
        print(seen, token.old_value is contextvars.Token.MISSING, token.var is user)
    ctx = contextvars.copy_context()
    print(ctx.run(lambda: (user.set("copy"), who())[1]), who(), ctx[user], user in ctx, len(ctx) >= 1)
    task = asyncio.create_task(helper("given"), context=ctx)
    print(await task, ctx[depth] if depth in ctx else "unset")
    async for x in agen():
        print(x, depth.get())
        break
    try:
        ctx.run(ctx.run, who)
    except RuntimeError as e:
        print(str(e).split(":")[0])
    token = depth.set(5)
    depth.reset(token)
    for bad in (lambda: depth.reset(token), lambda: user.get(), lambda: user.reset(token)):
        try:
            bad()
        except (RuntimeError, LookupError, ValueError) as e:
            print(type(e).__name__)


asyncio.run(main())
