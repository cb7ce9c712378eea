# A protocol as an async state machine driven by events, with timeouts.
import asyncio
from enum import StrEnum


class State(StrEnum):
    IDLE = "idle"
    OPEN = "open"
    CLOSED = "closed"


class Machine:
    moves = {}

    def __init__(self):
        self.state, self.trace, self.events = State.IDLE, [], asyncio.Queue()

    @classmethod
    def on(cls, state, event):
        def add(func):
            cls.moves[state, event] = func
            return func

        return add

    async def run(self):
        while self.state is not State.CLOSED:
            try:
                async with asyncio.timeout(0.01):
                    event, *args = await self.events.get()
            except TimeoutError:
                event, args = "timeout", []
            move = self.moves.get((self.state, event))
            if move is None:
                self.trace.append(f"{self.state}: {event}?")
                continue
            before = self.state
            self.state = await move(self, *args) or self.state
            self.trace.append(f"{before} -{event}-> {self.state}")
        return self.trace


@Machine.on(State.IDLE, "connect")
async def connect(m, host):
    await asyncio.sleep(0)
    m.host = host
    return State.OPEN


@Machine.on(State.OPEN, "data")
async def data(m, n):
    m.total = getattr(m, "total", 0) + n


@Machine.on(State.OPEN, "timeout")
@Machine.on(State.OPEN, "close")
async def close(m):
    return State.CLOSED


async def main():
    for events in [[("connect", "h"), ("data", 2), ("data", 3), ("close",)], [("data", 1), ("connect", "i")]]:
        m = Machine()
        for e in events:
            m.events.put_nowait(e)
        for line in await m.run():
            print(line)
        print(m.host, getattr(m, "total", None), repr(m.state), m.state == "closed", f"{m.state:>8}")
    print(sorted(f"{s}/{e}" for s, e in Machine.moves), connect.__qualname__)


asyncio.run(main())
