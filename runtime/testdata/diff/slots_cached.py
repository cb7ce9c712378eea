# Names in __slots__ at one place again and again: set, unset, deleted, hidden by
# heirs, beside a __dict__, as class attributes.
class P:
    __slots__ = ("a", "b", "c")

    def __init__(self):
        self.a = 1
        self.b = 2


class Q(P):
    __slots__ = ("a", "__dict__")


class R(P):
    a = property(lambda self: "property", lambda self, v: None)


def get(x, name):
    try:
        if name == "a":
            return x.a
        if name == "b":
            return x.b
        return x.c
    except AttributeError as e:
        return str(e)


def put(x, v):
    x.b = v


def drop(x):
    try:
        del x.b
    except AttributeError as e:
        return repr(e)


for turn in range(3):
    for cls in P, Q, R:
        x = cls()
        print(cls.__name__, get(x, "a"), get(x, "b"), get(x, "c"))
        for v in range(3):
            put(x, v)
            print(get(x, "b"), end=" ")
        print(drop(x), get(x, "b"), get(x, "a"), drop(x))
        put(x, "again")
        x.c = 3
        print(get(x, "a"), get(x, "b"), get(x, "c"))
        drop(x)
        y = cls()
        print(get(y, "b"), get(x, "b"), get(x, "c"), get(y, "c"))
q = Q()
P.a.__set__(q, "hidden")
q.other = 5
print(q.a, P.a.__get__(q), q.__dict__, get(q, "a"))
for turn in range(3):
    P.b, kept = 7, P.b
    print(get(P.__new__(P), "b"), get(q, "b"))
    try:
        put(q, 1)
    except AttributeError as e:
        print(e)
    P.b = kept
    put(q, turn)
    print(get(q, "b"))


class S:
    __slots__ = tuple(f"s{i}" for i in range(20))


def fill(s):
    s.s0, s.s7, s.s15, s.s16, s.s19 = range(5)
    return s.s0, s.s7, s.s15, s.s16, s.s19


for _ in range(3):
    s = S()
    print(fill(s), sorted(n for n in S.__slots__ if hasattr(s, n)))
