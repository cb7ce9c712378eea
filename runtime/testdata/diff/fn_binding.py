def show(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except TypeError as e:
        print("TypeError:", e)

def plain(a, b): return (a, b)
def defs(a, b=2, c=3): return (a, b, c)
def pos(a, b, /, c): return (a, b, c)
def kwo(a, *, k, m=5): return (a, k, m)
def kwo3(*, x, y, z): return (x, y, z)
def star(a, *args, k=1, **kw): return (a, args, k, kw)
def none(): return "none"
def one(x): return x

show(plain, 1, 2); show(plain, b=1, a=2); show(plain, 1); show(plain); show(plain, 1, 2, 3)
show(plain, 1, 2, 3, 4, k=3); show(plain, 1, a=2); show(plain, 1, 2, bb=3)
show(defs); show(defs, 1); show(defs, 1, c=9); show(defs, 1, 2, 3, 4); show(defs, d=1)
show(pos, 1, 2, 3); show(pos, 1, 2, c=3); show(pos, a=1, b=2, c=3); show(pos, 1, b=2, c=3)
show(kwo, 1); show(kwo, 1, k=2); show(kwo, 1, 2, k=2); show(kwo, 1, 2, 3, k=2); show(kwo, 1, k=1, zz=2)
show(kwo3); show(kwo3, x=1); show(kwo3, x=1, y=2); show(kwo3, 1)
show(star); show(star, 1, 2, 3, k=4, z=5); show(star, a=1, b=2)
show(none, 1); show(none, x=1); show(one, 1, 2); show(one)
show(lambda x: x); show(lambda: 0, 1)
class K:
    def m(self, a): return a
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls, a): return cls.__name__, a
k = K()
show(k.m); show(k.m, 1); show(k.m, 1, 2); show(K.m, 1); show(k.s, 2); show(k.s); show(k.c, 3); show(k.c)
show(plain, *[1], **{"b": 2}); show(plain, *(1, 2), *[3])
try: plain(**{"a": 1}, **{"a": 2})
except TypeError as e: print(e)
try: plain(**5)
except TypeError as e: print(e)
try: plain(**{1: 2})
except TypeError as e: print(e)
try: k(1)
except TypeError as e: print(e)
class Init:
    def __init__(self, a): self.a = a
class NoInit: pass
show(Init); show(NoInit, 1); show(len); show(len, 1, 2); show(len, 5); show(int, "x" and [], 3)
def mutable(a, acc=[]):
    acc.append(a)
    return acc
print(mutable(1), mutable(2), mutable.__defaults__, kwo.__kwdefaults__)
print(plain.__name__, K.m.__qualname__, plain.__code__.co_varnames, plain.__code__.co_argcount)
