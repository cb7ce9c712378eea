# Trees walked by generators: delegation, values from return, early close, throw.
from dataclasses import dataclass, field


@dataclass
class Node:
    name: str
    kids: list["Node"] = field(default_factory=list)

    def walk(self, log):
        log.append(f">{self.name}")
        count = 1
        try:
            order = yield self.name
            for kid in reversed(self.kids) if order == "r" else self.kids:
                try:
                    count += yield from kid.walk(log)
                except LookupError as e:
                    log.append(f"{self.name} caught {e}")
                    count += 100
        finally:
            log.append(f"<{self.name}")
        return count


def total(gen):
    result = yield from gen
    print("total", result)


tree = Node("a", [Node("b", [Node("c"), Node("d")]), Node("e")])
log = []
print(list(total(tree.walk(log))), log)
log.clear()
g = tree.walk(log)
print(next(g), g.send("r"), g.send(None), g.gi_yieldfrom.__name__ if g.gi_yieldfrom else None)
try:
    print(g.throw(LookupError("lost")))
except StopIteration as e:
    print("stop", e.value)
print(log)
log.clear()
g = tree.walk(log)
next(g), next(g), next(g)
g.close()
print(log, g.gi_frame, list(g))
try:
    g.throw(ValueError("late"))
except ValueError as e:
    print(e)


def echo():
    got = []
    while True:
        try:
            got.append((yield len(got)))
        except KeyError as e:
            got.append(f"key {e.args[0]}")
        except GeneratorExit:
            print("closing", got)
            return "ignored"


e = echo()
print(next(e), e.send("a"), e.throw(KeyError("k")), e.send(None), e.close())


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as err:
    print(err)


def outer(inner):
    try:
        return (yield from inner)
    except ZeroDivisionError:
        return "div"


class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("done")
        return self.n
    def throw(self, e): return f"thrown {e!r}"


o = outer(It())
print(next(o), o.throw(ValueError("v")), next(o))
try:
    next(o)
except StopIteration as stop:
    print(stop.value)
try:
    next(outer(1 // 0 for _ in [1]))
except StopIteration as stop:
    print(stop.value)
try:
    def bad():
        yield
        raise StopIteration("oops")
    list(bad())
except RuntimeError as err:
    print(err, repr(err.__cause__))
