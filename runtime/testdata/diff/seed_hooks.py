"""The hooks of PEP 525: firstiter once, before the first item; finalizer when nobody refers to it."""
import sys


async def agen(name):
    try:
        yield 1
        yield 2
    finally:
        print("finally of", name)


def first(g):
    print("firstiter", g.__name__)


def final(g):
    print("finalizer", g.__name__)
    try:
        g.aclose().send(None)
    except StopIteration:
        print("closed")


def step(awaitable):
    try:
        awaitable.send(None)
    except StopIteration as e:
        return e.value


print(sys.get_asyncgen_hooks())
old = sys.get_asyncgen_hooks()
sys.set_asyncgen_hooks(first, final)
g = agen("a")
print("made")
print(step(g.__anext__()))
print(step(g.__anext__()))
del g
print("deleted")
h = agen("b")
del h
print("one that never started is just dropped")
sys.set_asyncgen_hooks(*old)
for bad in ({"firstiter": 1}, {"finalizer": 1}):
    try:
        sys.set_asyncgen_hooks(**bad)
    except TypeError as e:
        print(e)
