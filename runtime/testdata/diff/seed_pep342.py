"""PEP 342: yield is an expression; send() gives it a value, next() is send(None)."""


def echo():
    got = None
    while True:
        got = yield got
        print("got", got)


g = echo()
try:
    g.send(1)
except TypeError as e:
    print(e)
print(g.send(None))
print(g.send("a"))
print(next(g))
try:
    g.throw(ValueError("thrown"))
except ValueError as e:
    print("out:", e)
try:
    g.send(1)
except StopIteration:
    print("over")


def careful():
    try:
        while True:
            try:
                yield
            except KeyError:
                print("caught")
    finally:
        print("finally")


g = careful()
next(g)
g.throw(KeyError)
g.close()
g.close()


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


async def coro():
    pass


c = coro()
try:
    c.send(1)
except TypeError as e:
    print(e)
c.close()
