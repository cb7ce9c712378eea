"""PEP 255: a generator gives the next value or raises StopIteration; return ends it."""


def count(n):
    for i in range(n):
        yield i
    return
    yield "never"


g = count(2)
print(type(g), iter(g) is g)
print(next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("StopIteration", e.args, e.value)
try:
    next(g)
except StopIteration as e:
    print("again", e.args)
print(list(count(3)))


def with_value():
    yield 1
    return "value"


g = with_value()
next(g)
try:
    next(g)
except StopIteration as e:
    print("returned", e.value)
