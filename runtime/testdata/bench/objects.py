"""A simulation with small classes and a queue of events."""

import heapq
import time
from collections import deque


class Packet:
    __slots__ = ("kind", "size", "hops")

    def __init__(self, kind, size):
        self.kind = kind
        self.size = size
        self.hops = 0


class Node:
    def __init__(self, name):
        self.name = name
        self.queue = deque()
        self.links = []
        self.sent = 0

    def receive(self, packet):
        packet.hops += 1
        if packet.hops < 6:
            self.queue.append(packet)

    def step(self):
        raise NotImplementedError


class Router(Node):
    def step(self):
        while self.queue:
            p = self.queue.popleft()
            self.links[p.size % len(self.links)].receive(p)
            self.sent += 1


class Filter(Node):
    def step(self):
        n = len(self.queue)
        for _ in range(n):
            p = self.queue.popleft()
            if p.kind == "data" or isinstance(p.size, str):
                self.links[0].receive(p)
                self.sent += 1


def run():
    nodes = [Router(f"r{i}") if i % 3 else Filter(f"f{i}") for i in range(12)]
    for i, n in enumerate(nodes):
        n.links = [nodes[(i + 1) % 12], nodes[(i + 5) % 12]]
    events = []
    for i in range(3_000):
        heapq.heappush(events, (i * 7919 % 997, i))
    while events:
        when, i = heapq.heappop(events)
        nodes[when % 12].receive(Packet("data" if i & 1 else "ping", i))
        if not i % 40:
            for n in nodes:
                n.step()
    return sum(n.sent for n in nodes)


run()
rounds, start = 0, time.process_time()
while (spent := time.process_time() - start) < 0.3:
    run()
    rounds += 1
print(round(rounds / spent, 2))
