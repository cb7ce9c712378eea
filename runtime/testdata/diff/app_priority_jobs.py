# A job runner: priorities, dependencies, results by name, deadlines, statistics.
import asyncio
import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter


@dataclass(order=True)
class Job:
    priority: int
    seq: int = field(default_factory=itertools.count().__next__)
    name: str = field(default="", compare=False)
    func: object = field(default=None, compare=False, repr=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


class Runner:
    def __init__(self, workers):
        self.queue = asyncio.PriorityQueue()
        self.workers, self.results, self.order = workers, {}, []
        self.waiting = defaultdict(list)

    def job(self, name=None, *, priority=5, needs=()):
        def add(func):
            job = Job(priority, name=name or func.__name__, func=func, needs=tuple(needs))
            self.submit(job)
            return func

        return add

    def submit(self, job):
        missing = [n for n in job.needs if n not in self.results]
        if missing:
            self.waiting[missing[0]].append(job)
        else:
            self.queue.put_nowait(job)

    async def work(self):
        while True:
            job = await self.queue.get()
            try:
                args = [self.results[n] for n in job.needs]
                bad = [a for a in args if isinstance(a, Exception)]
                if bad:
                    raise RuntimeError(f"{job.name} needs what failed") from bad[0]
                result = job.func(*args)
                self.results[job.name] = await result if asyncio.iscoroutine(result) else result
            except Exception as e:
                self.results[job.name] = e
            finally:
                self.order.append(job.name)
                for later in self.waiting.pop(job.name, ()):
                    self.submit(later)
                self.queue.task_done()

    async def run(self):
        workers = [asyncio.create_task(self.work(), name=f"w{i}") for i in range(self.workers)]
        await self.queue.join()
        for w in workers:
            w.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        return self.results


async def main():
    r = Runner(2)

    @r.job(priority=9)
    def low():
        return "low"

    @r.job(priority=1)
    async def first():
        await asyncio.sleep(0.001)
        return 20

    @r.job(needs=["first", "second"])
    async def both(a, b):
        return a + b

    @r.job("second", priority=2)
    def other_name():
        return 22

    @r.job(needs=["both"])
    def broken(total):
        raise LookupError(total)

    @r.job(needs=["broken"], priority=0)
    def after(x):
        return x

    for name, value in sorted((await r.run()).items()):
        cause = getattr(value, "__cause__", None)
        print(name, repr(value), repr(cause) if cause else "")
    print(r.order[0], r.order.index("both") < r.order.index("broken") < r.order.index("after"), len(r.order), dict(r.waiting))
    jobs = sorted([Job(2, 1, "x"), Job(1, 9, "y"), Job(2, 0, "z")])
    print([j.name for j in jobs], max(jobs, key=attrgetter("seq")), functools.reduce(lambda a, b: a + b.priority, jobs, 0))


asyncio.run(main())
