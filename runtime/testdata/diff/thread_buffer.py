# A bounded buffer, a lock for readers and writers, and phases.
import threading


class Buffer:
    def __init__(self, size):
        self.size = size
        self.items = []
        self.lock = threading.Lock()
        self.not_full = threading.Condition(self.lock)
        self.not_empty = threading.Condition(self.lock)
        self.most = 0

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.most = max(self.most, len(self.items))
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.pop(0)
            self.not_full.notify()
            return item


buffer = Buffer(3)
got = []
got_lock = threading.Lock()


def produce(n):
    for i in range(50):
        buffer.put((n, i))


def consume():
    while (item := buffer.get()) is not None:
        with got_lock:
            got.append(item)


producers = [threading.Thread(target=produce, args=(n,)) for n in range(3)]
consumers = [threading.Thread(target=consume) for _ in range(3)]
for t in producers + consumers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    buffer.put(None)
for t in consumers:
    t.join()
print(len(got), sorted(got) == [(n, i) for n in range(3) for i in range(50)], buffer.most <= 3)


class ReadWrite:
    def __init__(self):
        self.cond = threading.Condition()
        self.readers = 0
        self.writing = False
        self.log = []

    def read(self, f):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing)
            self.readers += 1
        try:
            f()
        finally:
            with self.cond:
                self.readers -= 1
                self.cond.notify_all()

    def write(self, f):
        with self.cond:
            self.cond.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True
        try:
            f()
        finally:
            with self.cond:
                self.writing = False
                self.cond.notify_all()


rw = ReadWrite()
state = {"a": 0, "b": 0}
seen = []


def change():
    state["a"] += 1
    for _ in range(50):
        pass
    state["b"] += 1


threads = [threading.Thread(target=rw.write, args=(change,)) for _ in range(10)]
threads += [threading.Thread(target=rw.read, args=(lambda: seen.append(state["a"] == state["b"]),)) for _ in range(20)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(state, all(seen), len(seen))

phases = []
barrier = threading.Barrier(3, action=lambda: phases.append("|"))


def phase(name):
    for i in range(3):
        phases.append(i)
        barrier.wait()


threads = [threading.Thread(target=phase, args=(n,)) for n in "abc"]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(phases)

turns = []
ping, pong = threading.Event(), threading.Event()


def player(name, mine, other, n):
    for _ in range(n):
        mine.wait()
        mine.clear()
        turns.append(name)
        other.set()


a = threading.Thread(target=player, args=("ping", ping, pong, 4))
b = threading.Thread(target=player, args=("pong", pong, ping, 4))
a.start()
b.start()
ping.set()
a.join()
b.join()
print(turns)
