# Listeners held weakly, once, with priorities; emitting while listeners change.
import asyncio
import inspect
import weakref
from bisect import insort


class Listener:
    def __init__(self, func, priority, once):
        self.ref = weakref.WeakMethod(func) if inspect.ismethod(func) else lambda: func
        self.priority, self.once = priority, once

    def __lt__(self, other):
        return self.priority > other.priority


class Emitter:
    def __init__(self):
        self.listeners = {}

    def on(self, event, func=None, *, priority=0, once=False):
        if func is None:
            return lambda f: self.on(event, f, priority=priority, once=once) or f
        insort(self.listeners.setdefault(event, []), Listener(func, priority, once))

    async def emit(self, event, *args):
        out = []
        for listener in list(self.listeners.get(event, ())):
            func = listener.ref()
            if func is None or listener.once:
                self.listeners[event].remove(listener)
            if func is None:
                continue
            result = func(*args)
            out.append(await result if inspect.isawaitable(result) else result)
        return out


class Widget:
    def __init__(self, name):
        self.name = name

    def click(self, x):
        return f"{self.name}:{x}"

    async def press(self, x):
        await asyncio.sleep(0)
        return f"{self.name}!{x}"


async def main():
    e = Emitter()
    w, v = Widget("w"), Widget("v")
    e.on("click", w.click)
    e.on("click", v.press, priority=5)

    @e.on("click", once=True)
    def first(x):
        e.on("click", lambda x: "added", priority=9)
        return "once"

    print(await e.emit("click", 1))
    print(await e.emit("click", 2))
    del v
    print(await e.emit("click", 3), len(e.listeners["click"]))
    print(await e.emit("nothing"), first(0), [x.priority for x in e.listeners["click"]])
    print(inspect.iscoroutinefunction(w.press), inspect.signature(e.on), inspect.isfunction(first))


asyncio.run(main())
