# record: 3.14
def g():
    try:
        x = yield 1
        print("got", x)
        try: y = yield 2
        except ValueError as e: print("caught", e); y = "exc"
        print(y)
        yield 3
        return "done"
    finally: print("cleanup")
it = g()
print(next(it), it.send("hello"), it.throw(ValueError("v")))
try: next(it)
except StopIteration as e: print("stop", e.value)
try: next(it)
except StopIteration as e: print("again", e.value)
def sub():
    try:
        r = yield "s1"
        print("sub got", r)
        yield "s2"
    except KeyError as e:
        print("sub caught", e)
        return "from sub"
    return "sub end"
def main():
    v = yield from sub()
    print("sub returned", v)
    w = yield from [10, 20]
    print(w)
m = main(); print(next(m), m.send("R")); print(m.throw(KeyError("k"))); print(list(m))
it = g(); next(it); it.close(); it.close()
it = g(); it.close(); print("unstarted closed")
it = g()
try: it.send(1)
except TypeError as e: print(e)
def ign():
    while True:
        try: yield 1
        except GeneratorExit: pass
        if ign.stop: return
ign.stop = False
it = ign(); next(it)
try: it.close()
except RuntimeError as e: print(e)
ign.stop = True
def pep479():
    yield 1
    raise StopIteration("x")
it = pep479(); next(it)
try: next(it)
except RuntimeError as e: print(e, repr(e.__cause__))
def selfish():
    next(me)
    yield
me = selfish()
try: next(me)
except ValueError as e: print(e)
def thrower(): yield
it = thrower()
try: it.throw(ValueError("unstarted"))
except ValueError as e: print(e)
it = thrower()
next(it)
try: it.throw(StopIteration)
except RuntimeError as e: print(e)
def clos():
    try: yield
    finally: return 42
it = clos(); next(it); print(it.close())
def inner_close():
    try: yield
    except GeneratorExit: print("inner GE"); raise
def outer_close():
    try: yield from inner_close()
    except GeneratorExit: print("outer GE"); raise
    finally: print("outer fin")
it = outer_close(); next(it); it.close()
ge = (i * i for i in range(5) if i % 2); print(list(ge), ge)
def ctx():
    try: raise ValueError("a")
    except ValueError:
        yield 1
        import sys
        print(sys.exc_info()[0])
        yield 2
it = ctx(); next(it)
try: raise KeyError
except KeyError: next(it)
print(it.gi_running, it.gi_frame is not None, it.gi_yieldfrom, it.__name__, it.__qualname__)
def infinite():
    n = 0
    while True:
        n += 1
        yield n
print([a for a, _ in zip(infinite(), range(4))])
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
print(list(Tree(2, Tree(1), Tree(3))))
def yf_custom():
    class I:
        def __iter__(self): return self
        def __next__(self): return 1
        def send(self, v): print("send", v); raise StopIteration("ret")
    r = yield from I()
    yield r
it = yf_custom(); print(next(it), it.send(5))
try: it.throw("notexc")
except TypeError as e: print(e)
def f(): yield from 5
try: next(f())
except TypeError as e: print(e)
def del_local():
    it = g(); next(it)
    del it
    print("after del")
del_local()
