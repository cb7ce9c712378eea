# Topics, subscribers as async generators, and what happens when they leave.
import asyncio
from contextlib import aclosing


class Topic:
    def __init__(self, name):
        self.name, self.queues = name, set()
        self.left = []

    def publish(self, item):
        for q in list(self.queues):
            q.put_nowait(item)
        return len(self.queues)

    def close(self):
        for q in self.queues:
            q.shutdown()

    async def subscribe(self, who):
        q = asyncio.Queue()
        self.queues.add(q)
        try:
            while True:
                try:
                    yield await q.get()
                except asyncio.QueueShutDown:
                    return
        finally:
            self.queues.discard(q)
            self.left.append(who)


async def listen(topic, who, limit, out):
    async with aclosing(topic.subscribe(who)) as items:
        async for item in items:
            out.append((who, item))
            if len([1 for w, _ in out if w == who]) == limit:
                break


async def main():
    topic, out = Topic("news"), []
    async with asyncio.TaskGroup() as tg:
        for who, limit in [("ann", 1), ("bob", 3), ("cy", 99)]:
            tg.create_task(listen(topic, who, limit, out))
        await asyncio.sleep(0)
        for i in range(5):
            print("sent", i, "to", topic.publish(i))
            for _ in range(3):
                await asyncio.sleep(0)
        topic.close()
    print(sorted(out))
    print(topic.left, topic.queues)
    agen = topic.subscribe("dee")
    waiting = asyncio.ensure_future(anext(agen))
    await asyncio.sleep(0)
    print(len(topic.queues), agen.ag_running)
    waiting.cancel()
    try:
        await waiting
    except asyncio.CancelledError:
        print("cancelled", topic.left[-1], len(topic.queues))
    try:
        await anext(agen)
    except StopAsyncIteration:
        print("ended")


asyncio.run(main())
