# Actors with mailboxes: ask and tell, failures, links, a router by name.
import asyncio
import contextvars
import itertools
import weakref

current = contextvars.ContextVar("actor", default="outside")


class Actor:
    ids = itertools.count(1)
    alive = weakref.WeakValueDictionary()

    def __init__(self):
        self.name = f"{type(self).__name__.lower()}-{next(Actor.ids)}"
        self.box = asyncio.Queue()
        self.task = asyncio.create_task(self._run(), name=self.name)
        Actor.alive[self.name] = self

    async def _run(self):
        current.set(self.name)
        while True:
            message, args, reply = await self.box.get()
            if message == "stop":
                reply.set_result(self.box.qsize())
                return
            handler = getattr(self, f"on_{message}", self.unknown)
            try:
                result = await handler(*args)
            except Exception as e:
                e.add_note(f"in {current.get()}.{message}")
                if reply and not reply.done():
                    reply.set_exception(e)
            else:
                if reply and not reply.done():
                    reply.set_result(result)

    async def unknown(self, *args):
        raise LookupError("no such message")

    def tell(self, message, *args):
        self.box.put_nowait((message, args, None))

    def ask(self, message, *args):
        reply = asyncio.get_running_loop().create_future()
        self.box.put_nowait((message, args, reply))
        return reply


class Counter(Actor):
    def __init__(self, start=0):
        super().__init__()
        self.n = start

    async def on_add(self, k):
        before = self.n
        await asyncio.sleep(0)
        self.n = before + k
        return self.n

    async def on_relay(self, other, *message):
        return current.get(), await other.ask(*message)


async def main():
    a, b = Counter(), Counter(10)
    for i in range(5):
        a.tell("add", i)
    print(await a.ask("add", 0), await b.ask("relay", a, "add", 100))
    for bad in [("add", "x"), ("fly",), ("add",)]:
        try:
            await a.ask(*bad)
        except Exception as e:
            print(type(e).__name__, e, e.__notes__)
    print(current.get(), sorted(Actor.alive))
    b.tell("add", 1)
    print(await asyncio.wait_for(b.ask("stop"), 1), b.task.done(), await a.ask("stop"))
    await asyncio.gather(a.task, b.task)
    del a, b
    print(sorted(Actor.alive))


asyncio.run(main())
