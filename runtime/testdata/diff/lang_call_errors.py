# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


def f0(): pass
def f1(a): pass
def f2(a, b=1): pass
def f3(a, b, c): pass
def fk(*, k): pass
def fk2(*, k, j, i=1): pass
def fp(a, b, /): pass
def fp2(a, /, b, *, c): pass
def fv(a, *args, k=1, **kw): return a, args, k, kw
def fkw(a, /, **kw): return a, kw
class K:
    def m(self): pass
    def m1(self, a): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(a): pass
    def __call__(self, x): return x
k = K()


t(lambda: f0(1), lambda: f0(x=1), lambda: f0(1, 2), lambda: f1(), lambda: f1(1, 2), lambda: f1(1, a=2), lambda: f1(b=2), lambda: f1(1, b=2), lambda: f2(), lambda: f2(1, 2, 3), lambda: f2(b=1), lambda: f3(), lambda: f3(1), lambda: f3(1, 2), lambda: f3(a=1, c=2), lambda: f3(1, 2, 3, 4, 5), lambda: f3(1, 2, 3, d=4))
t(lambda: fk(), lambda: fk(1), lambda: fk(1, k=2), lambda: fk(1, 2, k=2), lambda: fk(j=1), lambda: fk2(), lambda: fk2(k=1), lambda: fk2(1), lambda: fk2(1, 2, i=3), lambda: fp(a=1, b=2), lambda: fp(1, b=2), lambda: fp(1), lambda: fp(), lambda: fp(1, 2, 3), lambda: fp2(1, b=2), lambda: fp2(a=1, b=2, c=3), lambda: fp2(1, 2, 3), lambda: fp2(1, 2, c=3, a=4), lambda: fv(), lambda: fv(1, 2, 3, k=4, z=5), lambda: fv(1, a=2), lambda: fkw(1, a=2), lambda: fkw(a=2))
t(lambda: k.m(1), lambda: k.m1(), lambda: k.m1(1, 2), lambda: K.m(), lambda: K.m1(k), lambda: k.cm(1), lambda: K.cm(1), lambda: k.sm(), lambda: k.sm(1, 2), lambda: k(), lambda: k(1, 2), lambda: k(y=1), lambda: K(1), lambda: (lambda x: x)(), lambda: (lambda: 1)(2), lambda: (lambda *, a: 1)())
t(lambda: f1(*1), lambda: f1(*None), lambda: f1(**1), lambda: f1(**[1]), lambda: f1(**{1: 2}), lambda: f1(**{"a": 1}, **{"a": 2}), lambda: f1(a=1, **{"a": 2}), lambda: f1(*[1], **{"a": 2}), lambda: f3(*"abc"), lambda: f3(*"ab", "c"), lambda: f3(*"a", **{"b": 1, "c": 2}), lambda: fv(*(1, 2), *[3], **{"x": 1}, **{"y": 2}), lambda: fv(1, **{"a b": 3}), lambda: f1(*iter([1])), lambda: f1(*(x for x in [])), lambda: k.nope(), lambda: print(**{"sep": 1}), lambda: len(*[1, 2]), lambda: k.m(*[1, 2], x=3))
t(lambda: len(obj=1), lambda: "a".join(iterable=[]), lambda: [].append(object=1), lambda: {}.get(key=1), lambda: dict.get(), lambda: dict.get(1, 2), lambda: str.upper(), lambda: str.upper(1), lambda: str.upper("a", 1), lambda: int.bit_length(1.0), lambda: "a".replace("a"), lambda: "a".split(1, 2, 3), lambda: "a".split(foo=1), lambda: "a".encode("a", "b", "c"), lambda: isinstance(1, cls=int), lambda: int(1, foo=2), lambda: "a".format(*1), lambda: max(1, 2, foo=3))


def defaults(a, b=[], *, c={}):
    b.append(a)
    c[a] = len(b)
    return b, c


t(lambda: defaults(1), lambda: defaults(2), lambda: defaults(3, []), lambda: defaults.__defaults__, lambda: defaults.__kwdefaults__, lambda: setattr(defaults, "__defaults__", (9,)), lambda: defaults.__defaults__, lambda: setattr(defaults, "__defaults__", 1), lambda: setattr(defaults, "__kwdefaults__", 1), lambda: setattr(defaults, "__name__", 1), lambda: setattr(defaults, "__qualname__", 1), lambda: setattr(defaults, "__annotations__", 1), lambda: delattr(defaults, "__defaults__"), lambda: defaults(1), lambda: defaults.zzz)


def order(n):
    print("eval", n, end=" ")
    return n


def kwarg(**k):
    return k


t(lambda: fv(order(1), *[order(2)], order(3), k=order(4), **{"z": order(5)}), lambda: kwarg(b=1, a=2, **{"d": 3}, c=4), lambda: kwarg(**{"a": 1}, b=2), lambda: fv(*range(3), **dict(zip("xy", "12"))))
