# Priority queues, names of threads, inheritance of daemons.
import queue
import threading

q = queue.PriorityQueue()
for item in (5, 1, 4, 1, 3):
    q.put(item)
print([q.get() for _ in range(5)], q.empty())
for pair in ((2, "b"), (1, "z"), (2, "a")):
    q.put(pair)
print([q.get() for _ in range(3)])
q.put(1)
try:
    q.put("x")
except TypeError as e:
    print(e)


class Job:
    def __init__(self, priority, name):
        self.priority, self.name = priority, name

    def __lt__(self, other):
        return self.priority < other.priority


q = queue.PriorityQueue(3)
for p, n in ((3, "low"), (1, "high"), (2, "middle")):
    q.put(Job(p, n))
print(q.full(), [q.get().name for _ in range(3)])

flags = []


def parent():
    child = threading.Thread(target=flags.append, args=("ran",))
    flags.append(child.daemon)
    child.start()
    child.join()


t = threading.Thread(target=parent, daemon=True)
t.start()
t.join()
t = threading.Thread(target=parent)
t.start()
t.join()
print(flags)
t = threading.Thread(target=parent, name="first name")
t.name = "second name"
print(t.name, "second name" in repr(t))
t.name = 5
print(repr(t.name))


class Custom(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


c = Custom()
for i in (1, 1, 2):
    c.put(i)
print(c.qsize(), sorted((c.get(), c.get())))
