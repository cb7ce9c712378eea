"""Crawl a fake site with a fixed number of workers and a bounded queue.

The queue is the back-pressure: a worker that finds more links than the queue
can hold waits until another worker has taken some. Pages past the depth limit
are not followed, and a broken link is reported, not fatal.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

SITE = {
    "/": ["/docs", "/blog", "/about"],
    "/docs": ["/docs/install", "/docs/tutorial", "/"],
    "/docs/install": ["/docs", "/download"],
    "/docs/tutorial": ["/docs/tutorial/1", "/docs/tutorial/2"],
    "/docs/tutorial/1": ["/docs/tutorial/2"],
    "/docs/tutorial/2": ["/docs/tutorial/1", "/docs/tutorial/3"],
    "/docs/tutorial/3": ["/docs/tutorial/4"],
    "/blog": ["/blog/async", "/blog/generators", "/blog/2019"],
    "/blog/async": ["/blog/generators", "/docs/tutorial"],
    "/blog/generators": ["/blog/async"],
    "/about": ["/", "/team"],
    "/team": [],
}

WORKERS = 3
QUEUE_SIZE = 4
MAX_DEPTH = 3


class NotFound(Exception):
    """The site has no such page."""


@dataclass(frozen=True)
class Job:
    url: str
    depth: int = 0


@dataclass
class Report:
    pages: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    by_worker: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))


async def fetch(url: str) -> list[str]:
    """Pretend to load a page: slower the longer its address."""
    await asyncio.sleep(len(url) / 2000)
    try:
        return SITE[url]
    except KeyError:
        raise NotFound(url) from None


class Crawler:
    def __init__(self, start: str) -> None:
        self.start = start
        self.seen = {start}
        self.backlog: deque[Job] = deque()
        self.queue: asyncio.Queue[Job] = asyncio.Queue(maxsize=QUEUE_SIZE)
        self.report = Report()

    async def jobs(self) -> AsyncGenerator[Job, None]:
        """Yield jobs for one worker until it is cancelled."""
        while True:
            job = await self.queue.get()
            try:
                yield job
            finally:
                self.queue.task_done()

    async def visit(self, job: Job) -> None:
        try:
            links = await fetch(job.url)
        except NotFound:
            self.report.broken.append(job.url)
            return
        self.report.pages[job.url] = job.depth
        if job.depth == MAX_DEPTH:
            return
        for link in links:
            if link not in self.seen:
                self.seen.add(link)
                self.backlog.append(Job(link, job.depth + 1))

    async def feed(self) -> None:
        """Move found links into the queue, as far as it has room."""
        while self.backlog and not self.queue.full():
            await self.queue.put(self.backlog.popleft())

    async def worker(self, name: str) -> None:
        async for job in self.jobs():
            await self.visit(job)
            self.report.by_worker[name] += 1
            await self.feed()

    async def run(self) -> Report:
        await self.queue.put(Job(self.start))
        names = [f"worker-{n}" for n in range(1, WORKERS + 1)]
        workers = [asyncio.create_task(self.worker(name), name=name) for name in names]
        await self.queue.join()
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        return self.report


async def main() -> None:
    report = await Crawler("/").run()
    for url, depth in sorted(report.pages.items()):
        print(f"{'  ' * depth}{url}")
    print(f"{len(report.pages)} pages, {len(report.broken)} broken: {', '.join(sorted(report.broken))}")
    print(f"{sum(report.by_worker.values())} visits by {len(report.by_worker)} workers")


if __name__ == "__main__":
    asyncio.run(main())
