"""PEP 380: yield from delegates values, sends, exceptions and the result."""


def inner():
    try:
        got = yield "first"
        print("inner got", got)
        try:
            yield "second"
        except LookupError as e:
            print("inner caught", repr(e))
        yield "third"
        return "result"
    finally:
        print("inner finally")


def outer():
    result = yield from inner()
    print("outer has", result)
    yield from [1, 2]


g = outer()
print(next(g))
print(g.gi_yieldfrom.__name__)
print(g.send("x"))
print(g.throw(LookupError("t")))
print(next(g), next(g))
print(g.gi_yieldfrom is not None)
try:
    next(g)
except StopIteration as e:
    print("end", e.value)
g = outer()
next(g)
g.close()
print(g.gi_frame)
