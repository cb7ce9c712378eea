# Accounts under concurrent transfers: locks in order, invariants, an audit log.
import asyncio
from collections import Counter, defaultdict
from contextlib import AsyncExitStack
from enum import Enum, auto


class Status(Enum):
    DONE = auto()
    POOR = auto()
    SAME = auto()

    def __str__(self):
        return self.name.lower()


class Bank:
    def __init__(self, **balances):
        self.balances = balances
        self.locks = defaultdict(asyncio.Lock)
        self.log = []

    async def transfer(self, a, b, amount):
        if a == b:
            return Status.SAME
        async with AsyncExitStack() as stack:
            for name in sorted((a, b)):
                await stack.enter_async_context(self.locks[name])
            have = self.balances[a]
            await asyncio.sleep(0)
            if have < amount:
                return Status.POOR
            self.balances[a] = have - amount
            await asyncio.sleep(0)
            self.balances[b] += amount
            self.log.append((a, b, amount))
            return Status.DONE

    @property
    def total(self):
        return sum(self.balances.values())


async def main():
    bank = Bank(ann=100, bob=50, cy=0)
    plan = [("ann", "bob", 30), ("bob", "cy", 70), ("cy", "ann", 10), ("cy", "cy", 1), ("bob", "ann", 999)] * 3
    results = await asyncio.gather(*(bank.transfer(*p) for p in plan))
    print(Counter(map(str, results)).most_common())
    print(bank.balances, bank.total)
    for entry, n in sorted(Counter(bank.log).items()):
        print(entry, n)
    print([lock.locked() for lock in bank.locks.values()], sorted(bank.locks))
    print(list(Status), Status["POOR"], Status(3))
    try:
        Status.DONE < Status.POOR
    except TypeError as e:
        print(e)


asyncio.run(main())
