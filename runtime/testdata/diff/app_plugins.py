# Plugins by __init_subclass__, entry points by decorator, order by topology.
from collections import deque
from typing import ClassVar


class Plugin:
    registry: ClassVar[dict[str, type["Plugin"]]] = {}
    needs: tuple[str, ...] = ()

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        key = name or cls.__name__.lower()
        if key in Plugin.registry:
            raise TypeError(f"{key} is taken by {Plugin.registry[key].__qualname__}")
        cls.key = key
        Plugin.registry[key] = cls

    def start(self, app):
        app.log.append(f"{self.key} started")

    def __class_getitem__(cls, key):
        return cls.registry[key]


class Database(Plugin, name="db"):
    pass


class Cache(Plugin):
    needs = ("db",)

    def start(self, app):
        super().start(app)
        app.log.append("cache warmed")


class Web(Plugin):
    needs = ("cache", "db", "metrics")


class Metrics(Plugin):
    pass


def order(plugins):
    waiting = {k: set(p.needs) for k, p in plugins.items()}
    ready = deque(sorted(k for k, v in waiting.items() if not v))
    out = []
    while ready:
        key = ready.popleft()
        out.append(key)
        del waiting[key]
        for k in sorted(waiting):
            if key in waiting[k]:
                waiting[k].discard(key)
                if not waiting[k]:
                    ready.append(k)
    if waiting:
        raise RecursionError(f"a cycle: {sorted(waiting)}")
    return out


class App:
    def __init__(self):
        self.log = []
        self.plugins = {k: p() for k, p in Plugin.registry.items()}

    def run(self):
        for key in order(self.plugins):
            self.plugins[key].start(self)
        return self.log


print(App().run())
print(Plugin["db"] is Database, Database.key, Plugin.registry["web"].needs, "key" in vars(Plugin))
try:
    class Again(Plugin, name="cache"):
        pass
except TypeError as e:
    print(e)
try:
    class Odd(Plugin, nmae="x"):
        pass
except TypeError as e:
    print(e)
Metrics.needs = ("web",)
try:
    App().run()
except RecursionError as e:
    print(e)
print(Plugin.__init_subclass__.__func__.__qualname__, Plugin.__annotations__.keys())
