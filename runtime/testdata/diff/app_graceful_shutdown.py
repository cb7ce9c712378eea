# Connections are drained for a while, then cut; hooks run in reverse order.
import asyncio


class Server:
    def __init__(self):
        self.active, self.hooks, self.log = set(), [], []
        self.accepting = True

    def on_stop(self, hook):
        self.hooks.append(hook)
        return hook

    def connect(self, name, work):
        if not self.accepting:
            self.log.append(f"{name} refused")
            return None
        task = asyncio.create_task(self.serve(name, work), name=name)
        self.active.add(task)
        task.add_done_callback(self.active.discard)
        return task

    async def serve(self, name, work):
        try:
            for i in range(work):
                await asyncio.sleep(0)
            self.log.append(f"{name} served")
        except asyncio.CancelledError:
            self.log.append(f"{name} cut")
            raise

    async def stop(self, patience):
        self.accepting = False
        for _ in range(patience):
            if not self.active:
                break
            await asyncio.sleep(0)
        cut = list(self.active)
        for task in cut:
            task.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        for hook in reversed(self.hooks):
            try:
                result = hook()
                if asyncio.iscoroutine(result):
                    result = await result
                self.log.append(f"{hook.__name__}: {result}")
            except Exception as e:
                self.log.append(f"{hook.__name__} failed: {e!r}")
        return len(cut)


async def main():
    server = Server()

    @server.on_stop
    def flush():
        return 3

    @server.on_stop
    async def disconnect():
        await asyncio.sleep(0)
        return "bye"

    @server.on_stop
    def broken():
        raise OSError(5, "no disk")

    for name, work in [("short", 2), ("long", 500), ("middle", 8)]:
        server.connect(name, work)
    await asyncio.sleep(0)
    stopping = asyncio.create_task(server.stop(20))
    await asyncio.sleep(0)
    server.connect("late", 1)
    print(await stopping, server.active)
    for line in server.log:
        print(line)


asyncio.run(main())
