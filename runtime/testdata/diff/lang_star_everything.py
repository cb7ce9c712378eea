# Stars: in calls, displays, targets, defs, subscripts, returns, for and with.
def f(*a, **k): return a, k


a, *b, c = range(5)
(d, *e), *g = [(1, 2, 3), 4, 5]
*h, = "ab"
[i, [j, *k]] = 1, [2]
print(a, b, c, d, e, g, h, i, j, k)
print(f(*[1], 2, *(3, 4), x=1, **{"y": 2}, **dict(z=3)), [*range(2), *"x"], (*[1], 2), {*[1], 1}, {**{"a": 1}, "a": 2}, f(**{"not an id": 1}))
for x, *y in [(1, 2, 3), "ab"]:
    print(x, y)
class T:
    def __getitem__(self, k): return k
    def __class_getitem__(cls, k): return k
print(T()[*[1, 2], 3], T[*(int, str)], T()[1:2, *"a"])
def g2(): return *[1, 2], 3
def gen(): yield *[1], 2
print(g2(), next(gen()), (lambda *a, b=1, **c: (a, b, c))(1, 2, b=3, q=4), max(*[3, 9], *[4]), "{} {}".format(*"ab"), print(*[], sep=""))
def sig(a, /, b, *, c, **k): return a, b, c, k
print(sig(1, b=2, c=3, a=9), sig(1, 2, c=3))
for src in ("f(**1)", "f(*1)", "f(**{1: 2})", "f(x=1, **{'x': 2})", "a, b = 1", "a, *b, c = [1]", "sig(1)", "sig(1, 2, 3, c=4)", "sig(a=1, b=2, c=3)", "sig(1, 2, c=3, **{'c': 4})", "[*3]", "{**3}", "(lambda a: 0)(*[1, 2])", "print(sep=3)"):
    try:
        exec(src, dict(globals()))
        print(src, "fine")
    except Exception as e:
        print(src, "->", type(e).__name__, e)
for src in ("*a = 1", "*a, *b = 1", "f(**k, *a)", "f(a=1, 2)", "x = *a", "del *a", "f(x=1, x=2)", "for *x in y: pass", "[*a for a in b]", "return 1"):
    try:
        compile(src, "s", "exec")
        print(src, "fine")
    except SyntaxError as e:
        print(src, "->", e.msg)
