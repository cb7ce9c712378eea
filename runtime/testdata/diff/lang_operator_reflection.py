# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import operator
ops = ["add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor"]
names = {"and_": "and", "or_": "or"}


def maker(result):
    def cls(name, *bases, **kinds):
        ns = {}
        for op in ops:
            n = names.get(op, op)
            for kind, res in kinds.items():
                d = f"__{ {'f': '', 'r': 'r', 'i': 'i'}[kind] }{n}__"
                ns[d] = lambda self, o, *a, d=d, res=res: res if res is NotImplemented else f"{name}.{d}({type(o).__name__})"
        return type(name, bases, ns)
    return cls


c = maker(1)
A = c("A", f=1)
B = c("B", r=1)
C = c("C", f=NotImplemented, r=NotImplemented, i=NotImplemented)
D = c("D", A, r=1)
E = c("E", A, f=1, r=1, i=1)
N = c("N")
for op in ops:
    f, g = getattr(operator, op), getattr(operator, "i" + op.rstrip("_"), None)
    for x in (A, B, C, D, E, N):
        for y in (A, B, D, N):
            try:
                print(op, f(x(), y()), end="; ")
            except TypeError as e:
                print(op, e, end="; ")
t(lambda: A() + 1, lambda: 1 + A(), lambda: 1 + B(), lambda: "a" % B(), lambda: [] * B(), lambda: 2 ** B(), lambda: pow(A(), 1), lambda: divmod(A(), 1), lambda: divmod(1, B()))


class Cmp:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        print("lt", self.n, getattr(o, "n", o))
        return NotImplemented

    def __gt__(self, o):
        print("gt", self.n, getattr(o, "n", o))
        return f"gt{self.n}"

    def __eq__(self, o):
        print("eq", self.n, getattr(o, "n", o))
        return NotImplemented


class Sub(Cmp):
    def __gt__(self, o):
        print("Sub.gt", self.n)
        return NotImplemented


a, b, s = Cmp("a"), Cmp("b"), Sub("s")
t(lambda: a < b, lambda: a > b, lambda: a <= b, lambda: a == b, lambda: a != b, lambda: a < s, lambda: s < a, lambda: a < 1, lambda: 1 < a, lambda: 1 > a, lambda: a == 1, lambda: 1 == a, lambda: a in [b], lambda: a in [a], lambda: [a] == [b], lambda: (a,) < (b,), lambda: hash(a))


class Un:
    def __neg__(self):
        return "neg"

    def __invert__(self):
        raise ValueError("inv")

    def __bool__(self):
        return 1

    def __abs__(self):
        return "abs"

    def __index__(self):
        return 1.5

    def __int__(self):
        return "x"

    def __float__(self):
        return 1

    def __complex__(self):
        return 1

    def __round__(self, n="none"):
        return ("round", n)

    def __trunc__(self):
        return "trunc"

    def __len__(self):
        return 1.5

    def __contains__(self, x):
        return "yes"

    def __str__(self):
        return 1

    def __repr__(self):
        return None

    def __hash__(self):
        return 1.5

    def __iter__(self):
        return 5

    def __next__(self):
        return 6

    def __dir__(self):
        return 5

    def __format__(self, s):
        return None

    def __bytes__(self):
        return "s"


u = Un()
t(lambda: -u, lambda: ~u, lambda: +u, lambda: bool(u), lambda: not u, lambda: abs(u), lambda: operator.index(u), lambda: [1][u], lambda: int(u), lambda: float(u), lambda: complex(u), lambda: round(u), lambda: round(u, 2), lambda: round(u, None), lambda: len(u), lambda: 3 in u, lambda: 3 not in u, lambda: str(u), lambda: repr(u), lambda: hash(u), lambda: iter(u), lambda: list(u), lambda: next(u), lambda: dir(u), lambda: format(u), lambda: f"{u}", lambda: [*u], lambda: 1 if u else 2, lambda: u and 1)
