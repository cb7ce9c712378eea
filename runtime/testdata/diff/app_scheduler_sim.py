# A discrete event simulation with generators as processes and a heap as clock.
import heapq
import itertools
import random


class Env:
    def __init__(self):
        self.now, self.queue, self.ids = 0.0, [], itertools.count()

    def schedule(self, delay, process, value=None):
        heapq.heappush(self.queue, (self.now + delay, next(self.ids), process, value))

    def process(self, gen):
        self.schedule(0, gen)
        return gen

    def run(self, until):
        while self.queue and self.queue[0][0] <= until:
            self.now, _, gen, value = heapq.heappop(self.queue)
            try:
                if isinstance(value, BaseException):
                    request = gen.throw(value)
                else:
                    request = gen.send(value)
            except StopIteration as e:
                if e.value is not None:
                    print(f"{self.now:5.1f} {gen.__name__} returned {e.value}")
                continue
            if isinstance(request, (int, float)):
                self.schedule(request, gen)
            else:
                request.wait(self, gen)


class Store:
    def __init__(self, env, capacity):
        self.env, self.capacity, self.items, self.getters, self.putters = env, capacity, [], [], []

    def put(self, item):
        return Put(self, item)

    def get(self, patience=None):
        return Get(self, patience)

    def settle(self):
        moved = True
        while moved:
            moved = False
            if self.putters and len(self.items) < self.capacity:
                gen, item = self.putters.pop(0)
                self.items.append(item)
                self.env.schedule(0, gen)
                moved = True
            if self.getters and self.items:
                gen = self.getters.pop(0)
                self.env.schedule(0, gen, self.items.pop(0))
                moved = True


class Put:
    def __init__(self, store, item):
        self.store, self.item = store, item

    def wait(self, env, gen):
        self.store.putters.append((gen, self.item))
        self.store.settle()


class Get(Put):
    def wait(self, env, gen):
        self.store.getters.append(gen)
        self.store.settle()
        if self.item is not None and gen in self.store.getters:
            self.store.getters.remove(gen)
            env.schedule(self.item, gen, TimeoutError(f"after {self.item}"))


def producer(env, store, name, pauses):
    for i, p in enumerate(pauses):
        yield p
        yield store.put(f"{name}{i}")
    return len(pauses)


def consumer(env, store, log):
    while True:
        item = yield store.get()
        log.append((env.now, item))
        yield 2


def impatient(env, store):
    try:
        yield store.get(0.5)
    except TimeoutError as e:
        return f"gave up {e}"


env, log = Env(), []
store = Store(env, 2)
rng = random.Random(7)
env.process(impatient(env, store))
env.process(producer(env, store, "a", [1, 1, 1, 1, 1]))
env.process(producer(env, store, "b", [round(rng.random(), 2) for _ in range(3)]))
env.process(consumer(env, store, log))
env.run(30)
for t, item in log:
    print(f"{t:5.2f} {item}")
print(store.items, len(store.putters), len(env.queue), heapq.nsmallest(2, [5, 1, 4]), list(heapq.merge([1, 4], [2, 3])))
