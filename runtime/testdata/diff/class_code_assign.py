# record: 3.14
"""Functions whose parts are replaced: __code__, __defaults__, __kwdefaults__, __dict__, __name__ ..."""
import types


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


def put(o, name, v):
    def run():
        setattr(o, name, v)
        return getattr(o, name)
    return run


def a(x, y=2):
    "doc of a"
    return ("a", x, y)


def b(x, y=3, *rest, k=9, **kw):
    return ("b", x, y, rest, k, kw)


def gen():
    yield 1
    yield 2


async def co():
    return 5


print(a(1), b(1))
a.__code__ = b.__code__
t(lambda: a(1), lambda: a(1, 2, 3, q=1), lambda: a(1, k=3), lambda: a.__name__, lambda: a.__doc__, lambda: a.__code__.co_name, lambda: a.__kwdefaults__, lambda: a.__defaults__)
a.__kwdefaults__ = {"k": "given"}
t(lambda: a(1), lambda: a.__code__ is b.__code__)
a.__defaults__ = (10, 20)
t(lambda: a(), lambda: a(5))
a.__defaults__ = None
t(lambda: a(), lambda: a(5), lambda: a(5, 6))
a.__code__ = gen.__code__
t(lambda: list(a()), lambda: type(a()).__name__)
a.__code__ = co.__code__
t(lambda: type(c := a()).__name__ + str(c.close()))


def outer(n):
    def inner():
        return n
    return inner


def plain():
    return "plain"


f1, f2 = outer(1), outer(2)
f1.__code__ = f2.__code__
t(lambda: f1(), put(f1, "__code__", plain.__code__), put(plain, "__code__", f1.__code__), put(plain, "__code__", 5), put(plain, "__code__", None), lambda: delattr(plain, "__code__"), lambda: setattr(f1, "__closure__", ()), lambda: f1.__closure__[0].cell_contents, lambda: setattr(f1, "__globals__", {}))
# a running frame keeps its code
def swap():
    swap.__code__ = plain.__code__
    return "old goes on"


t(swap, swap)


def rec(n):
    if n == 2:
        rec.__code__ = (lambda n: ("new", n)).__code__
    return rec(n - 1) if n else "end"


t(lambda: rec(4))


class K:
    def m(self):
        return "m"

    def n(self):
        return "n"


k = K()
bound = k.m
K.m.__code__ = K.n.__code__
t(lambda: k.m(), lambda: bound(), lambda: bound.__code__.co_name, lambda: setattr(bound, "__code__", plain.__code__), lambda: setattr(bound, "x", 1))
hot = lambda i: i + 1
print(sum(hot(i) for i in range(1000)))
hot.__code__ = (lambda i: i * 2).__code__
print(sum(hot(i) for i in range(1000)))
t(
    put(plain, "__name__", "renamed"), put(plain, "__name__", 5), put(plain, "__qualname__", "Q.x"), put(plain, "__qualname__", None), put(plain, "__defaults__", 5), put(plain, "__defaults__", [1]), put(plain, "__kwdefaults__", 5), put(plain, "__kwdefaults__", None), put(plain, "__doc__", 5), put(plain, "__module__", 7), put(plain, "__annotations__", {"r": 1}), put(plain, "__annotations__", 5), put(plain, "__annotations__", None), put(plain, "__type_params__", (1,)), put(plain, "__type_params__", 5),
    put(plain, "__dict__", {"q": 1}), lambda: plain.q, put(plain, "__dict__", 5), lambda: delattr(plain, "__dict__"), put(plain, "attr", 1), lambda: plain.__dict__, lambda: vars(plain) is plain.__dict__, lambda: delattr(plain, "attr"), lambda: delattr(plain, "attr"), lambda: delattr(plain, "__name__"), lambda: delattr(plain, "__defaults__"), lambda: delattr(plain, "__doc__"), lambda: plain.__doc__, lambda: delattr(plain, "__annotations__"), lambda: plain.__annotations__,
)
print(plain, plain.__name__)
# new functions of code
t(
    lambda: types.FunctionType(b.__code__, {})(1), lambda: types.FunctionType(b.__code__, {}, "nm", (7, 8))(), lambda: types.FunctionType(b.__code__, {}, kwdefaults={"k": 1})(1, 2), lambda: types.FunctionType(outer(1).__code__, {}), lambda: types.FunctionType(outer(1).__code__, {}, closure=(types.CellType(77),))(), lambda: types.FunctionType(outer(1).__code__, {}, None, None, (5,)), lambda: types.FunctionType(plain.__code__, {}, closure=(types.CellType(1),)), lambda: types.FunctionType(5, {}), lambda: types.FunctionType(plain.__code__, 5), lambda: types.FunctionType(plain.__code__, {}, 5), lambda: types.FunctionType(b.__code__, {}, "x", 5), lambda: types.FunctionType(),
)
code = b.__code__
t(
    lambda: code.replace(co_name="zed").co_name, lambda: types.FunctionType(code.replace(co_name="zed"), {}).__name__, lambda: code.replace(co_filename="other.py").co_filename, lambda: code.replace(co_firstlineno=500).co_firstlineno, lambda: code.replace(co_qualname="a.b").co_qualname, lambda: code.replace(co_nothing=1), lambda: code.replace(co_name=5), lambda: code.replace() == code, lambda: code.replace(co_name="other") == code, lambda: hash(code) == hash(code.replace()), lambda: eval(compile("1 + 1", "f", "eval").replace(co_filename="g")), lambda: code.co_argcount, lambda: code.co_kwonlyargcount, lambda: code.co_varnames, lambda: code.co_flags & 12, lambda: code.__replace__(co_name="q").co_name,
)
