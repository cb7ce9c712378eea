# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


class P:
    x = 5
    d = {"k": "v", 1: "one"}
    l = [1, [2, 3]]

    def __format__(self, spec):
        return f"<P:{spec}>"

    def __str__(self):
        return "P!"

    def __repr__(self):
        return "P?é"


class Bad:
    def __format__(self, spec):
        return 5


p = P()
t(lambda: "{} {}".format(1, 2), lambda: "{1} {0}".format(1, 2), lambda: "{} {1}".format(1, 2), lambda: "{1} {}".format(1, 2), lambda: "{a}".format(a=1), lambda: "{a}".format(), lambda: "{}".format(), lambda: "{2}".format(1), lambda: "{{}}".format(), lambda: "{".format(), lambda: "}".format(), lambda: "{a".format(a=1), lambda: "{a]}".format(a=1), lambda: "{!r}".format("é"), lambda: "{!a}".format("é"), lambda: "{!s:>5}".format("é"), lambda: "{!rr}".format(1), lambda: "{!r:}".format(1))
t(lambda: "{0.x} {0.d[k]} {0.l[1][0]} {0.d[1]}".format(p), lambda: "{0.y}".format(p), lambda: "{0[zz]}".format({}), lambda: "{0[5]}".format([1]), lambda: "{0[a]}".format([1]), lambda: "{0.}".format(p), lambda: "{0[}".format(p), lambda: "{.x}".format(p), lambda: "{[0]}".format([7]))
t(lambda: "{:abc}".format(p), lambda: "{!s}|{!r}|{!a}".format(p, p, p), lambda: "{:{}}".format(5, ">4"), lambda: "{:{w}.{p}f}".format(3.14159, w=8, p=2), lambda: "{:{}{}}".format(1, 2, 3), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{}".format(Bad()), lambda: format(Bad(), ""), lambda: f"{Bad()}", lambda: "{:>{}}".format("a"), lambda: "{0:{0}}".format(3))
t(lambda: "{:5}".format(None), lambda: "{:5}".format([]), lambda: "{}".format(None), lambda: "{:d}".format("a"), lambda: "{:s}".format(1), lambda: "{:<5}|{:^5}|{:>5}".format("a", "b", "c"), lambda: "{:é^5}".format("a"), lambda: "{:.2}".format("abc"), lambda: "{:=5}".format("a"), lambda: "{:05}".format("a"), lambda: "{:+}".format("a"), lambda: "{:,}".format("a"), lambda: "{:#}".format("a"), lambda: "{: }".format("a"))
t(lambda: "{a} {b}".format_map({"a": 1, "b": 2}), lambda: "{a}".format_map({}), lambda: "{0}".format_map([1]), lambda: "{}".format_map({}), lambda: "{a}".format_map(1), lambda: "{a.real}".format_map({"a": 2}))


class M(dict):
    def __missing__(self, k):
        return f"<{k}>"


t(lambda: "{x} {y}".format_map(M(x=1)), lambda: "%(x)s %(q)s" % M(x=1))
x, w = 42, 10
t(lambda: f"{x}", lambda: f"{x!r:>{w}}", lambda: f"{x=}", lambda: f"{x = }", lambda: f"{x=!s:>5}", lambda: f"{x:>{w}}|{x:{'<'}{w}}", lambda: f"{{{x}}}", lambda: f"{x:{{}}}" if 0 else 1, lambda: f"{'a' 'b'}", lambda: f"{(lambda: 3)()}", lambda: f"{x if x else 0:d}", lambda: f"{ {1: 2}[1] }", lambda: f'{"nested " + f"{x}"}', lambda: f"{p!s}{p!r}{p!a}{p}{p:q}", lambda: f"{x:%}", lambda: f"{x:q}", lambda: f"{undefined}", lambda: f"{[y for y in range(3)]}", lambda: f"{x:=+5}", lambda: f"{x,}", lambda: f"{*[1, 2],}", lambda: f"{yy}" if 0 else (yy := 2), lambda: f"a\nb{x}\x41", lambda: rf"\n{x}\d")
for src in ("f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{a!x}'", "f'{a!}'", "f'{!r}'", "f'{a:{b}'", "f'{a[}'", "f'{lambda x: 1}'", "f'{a'", "f'{*a}'", "f'{a:b:{c:{d}}}'", "f'{a=!r:^{b}}'", "f'{#}'", "f'{a $ b}'", "f'{a;b}'"):
    try:
        print(src, eval(src, {"a": 1, "b": 20, "c": 3, "d": 4}))
    except Exception as e:
        print(src, type(e).__name__, e)
