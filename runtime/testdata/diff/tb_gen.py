def inner():
    yield 1
    raise KeyError("in gen")
def outer():
    yield from inner()
def comp():
    return [x for x in outer()]
comp()
