# A loop of one's own in forty lines: coroutines, channels, sleeping, errors.
import types
from collections import deque
from heapq import heappop, heappush


@types.coroutine
def call(*request):
    return (yield request)


class Channel:
    def __init__(self): self.items, self.waiting = deque(), deque()
    async def get(self): return await call("get", self)
    async def put(self, x): await call("put", self, x)


class Kernel:
    def __init__(self):
        self.ready, self.sleeping, self.now, self.seq, self.log = deque(), [], 0, 0, []

    def spawn(self, coro):
        self.ready.append((coro, None, None))
        return coro

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, coro = heappop(self.sleeping)
                self.ready.append((coro, None, None))
            coro, value, error = self.ready.popleft()
            try:
                request = coro.throw(error) if error else coro.send(value)
            except StopIteration as e:
                self.log.append((coro.__name__, e.value))
                continue
            except Exception as e:
                self.log.append((coro.__name__, repr(e)))
                continue
            match request:
                case ("sleep", n):
                    self.seq += 1
                    heappush(self.sleeping, (self.now + n, self.seq, coro))
                case ("get", Channel(items=deque() as items) as ch):
                    if items:
                        self.ready.append((coro, items.popleft(), None))
                    else:
                        ch.waiting.append(coro)
                case ("put", ch, x):
                    if ch.waiting:
                        self.ready.append((ch.waiting.popleft(), x, None))
                    else:
                        ch.items.append(x)
                    self.ready.append((coro, None, None))
                case ("now",):
                    self.ready.append((coro, self.now, None))
                case other:
                    self.ready.append((coro, None, TypeError(f"bad request {other!r}")))


async def producer(ch, n):
    for i in range(n):
        await call("sleep", i)
        await ch.put(i * i)
    await ch.put(None)
    return "produced", await call("now")


async def consumer(ch):
    total = 0
    while (x := await ch.get()) is not None:
        total += x
    return total


async def confused():
    try:
        await call("fly")
    except TypeError as e:
        return str(e)


async def failing(): return [][await call("now")]


class Awaitable:
    def __await__(self):
        t = yield ("now",)
        return f"at {t}"


async def uses(): return await Awaitable(), await Awaitable()


k, ch = Kernel(), Channel()
for c in (consumer(ch), producer(ch, 4), confused(), failing(), uses()):
    k.spawn(c)
k.run()
for line in k.log:
    print(*line)
c = consumer(ch)
print(c.cr_frame.f_lineno - consumer.__code__.co_firstlineno, c.cr_running, c.cr_await)
c.send(None)
print(c.cr_await.__name__, c.cr_await.cr_await.__name__, type(c.cr_await.cr_await).__name__)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
