"""A chat server whose connections are pairs of queues.

Each client has an inbox and an outbox, as it would have a reader and a writer
on a socket. The server runs one task per client, and a client that is too slow
to read is disconnected rather than allowed to hold up the room.
"""

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

OUTBOX_SIZE = 8


@dataclass(eq=False)
class Connection:
    name: str
    inbox: asyncio.Queue = field(default_factory=asyncio.Queue)
    outbox: asyncio.Queue = field(default_factory=lambda: asyncio.Queue(OUTBOX_SIZE))
    closed: asyncio.Event = field(default_factory=asyncio.Event)

    async def lines(self):
        """The lines the client sent, until it hangs up."""
        while (line := await self.inbox.get()) is not None:
            yield line

    def send(self, line: str) -> None:
        try:
            self.outbox.put_nowait(line)
        except asyncio.QueueFull:
            print(f"! {self.name} is too slow, disconnecting")
            self.closed.set()
            self.inbox.put_nowait(None)


class Server:
    def __init__(self) -> None:
        self.rooms: defaultdict[str, set[Connection]] = defaultdict(set)
        self.lock = asyncio.Lock()
        self.messages = 0

    def broadcast(self, room: str, line: str, *, but: Connection | None = None) -> None:
        for member in sorted(self.rooms[room], key=lambda c: c.name):
            if member is not but and not member.closed.is_set():
                member.send(line)

    @asynccontextmanager
    async def membership(self, room: str, who: Connection):
        """Be in a room; announce coming and going."""
        async with self.lock:
            self.rooms[room].add(who)
            self.broadcast(room, f"* {who.name} joined", but=who)
        try:
            yield
        finally:
            async with self.lock:
                self.rooms[room].discard(who)
                self.broadcast(room, f"* {who.name} left")

    async def serve(self, conn: Connection, room: str) -> None:
        async with self.membership(room, conn):
            async for line in conn.lines():
                if line == "/who":
                    conn.send("= " + " ".join(sorted(c.name for c in self.rooms[room])))
                    continue
                self.messages += 1
                self.broadcast(room, f"<{conn.name}> {line}", but=conn)


async def reader(conn: Connection, log: list[str], delay: float = 0) -> None:
    """The client's side: note what arrives."""
    while True:
        log.append(await conn.outbox.get())
        if delay:
            await asyncio.sleep(delay)


async def say(conn: Connection, *lines: str) -> None:
    for line in lines:
        conn.inbox.put_nowait(line)
        await asyncio.sleep(0.005)


async def main() -> None:
    server = Server()
    ann, bob, sloth = (Connection(name) for name in ("ann", "bob", "sloth"))
    logs: dict[str, list[str]] = {c.name: [] for c in (ann, bob, sloth)}

    readers = [
        asyncio.create_task(reader(ann, logs["ann"])),
        asyncio.create_task(reader(bob, logs["bob"])),
        asyncio.create_task(reader(sloth, logs["sloth"], delay=5)),
    ]
    async with asyncio.TaskGroup() as group:
        for conn in (ann, bob, sloth):
            group.create_task(server.serve(conn, "lobby"), name=f"serve-{conn.name}")
        await asyncio.sleep(0.01)

        await say(ann, "hello", "/who")
        await say(bob, "hi ann", "how are you?")
        await say(ann, *(f"news {n}" for n in range(1, 9)))

        ann.inbox.put_nowait(None)
        await asyncio.sleep(0.01)
        bob.inbox.put_nowait(None)

    for task in readers:
        task.cancel()
    for task in readers:
        with suppress(asyncio.CancelledError):
            await task

    for name, log in logs.items():
        print(f"--- {name} saw {len(log)} lines")
        for line in log:
            print(line)
    print(f"{server.messages} messages, {sum(map(len, server.rooms.values()))} members left")


if __name__ == "__main__":
    asyncio.run(main())
