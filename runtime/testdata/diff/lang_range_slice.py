# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


r = range(2, 20, 3)
t(lambda: r, lambda: list(r), lambda: len(r), lambda: r[1], lambda: r[-1], lambda: r[10], lambda: r[-10], lambda: r["a"], lambda: r[1.0], lambda: r[1:3], lambda: r[::-1], lambda: r[::2], lambda: r[10:], lambda: 5 in r, lambda: 6 in r, lambda: 5.0 in r, lambda: "a" in r, lambda: r.index(5), lambda: r.index(6), lambda: r.index("a"), lambda: r.count(5), lambda: r.count(6), lambda: (r.start, r.stop, r.step), lambda: setattr(r, "x", 1), lambda: r == range(2, 18, 3), lambda: r == range(2, 20, 3), lambda: range(0) == range(2, 1), lambda: r == [2], lambda: hash(r) == hash(range(2, 20, 3)), lambda: r < r, lambda: r + r, lambda: r * 2, lambda: list(reversed(r)))
t(lambda: range(), lambda: range(1, 2, 3, 4), lambda: range(1, 2, 0), lambda: range("a"), lambda: range(1.5), lambda: range(None), lambda: range(stop=5), lambda: range(10**30), lambda: len(range(10**30)), lambda: range(10**30)[10**29], lambda: 10**29 in range(10**30), lambda: range(-(10**30), 10**30, 10**29)[3], lambda: list(range(10**20, 10**20 + 3)), lambda: range(10**30).index(10**28), lambda: range(5)[10**30], lambda: bool(range(0)), lambda: bool(range(1)), lambda: range(True, 5), lambda: repr(range(0, 5, -1)), lambda: list(range(5, 0, -2)), lambda: range(3).__reduce__(), lambda: max(range(5)), lambda: sum(range(101)))
s = slice(1, 10, 2)
t(lambda: s, lambda: slice(), lambda: slice(5), lambda: (s.start, s.stop, s.step), lambda: s.indices(5), lambda: s.indices(-1), lambda: s.indices("a"), lambda: slice(None, None, -1).indices(5), lambda: slice(None, None, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(-3, None).indices(10), lambda: slice(10**30).indices(10**31), lambda: s == slice(1, 10, 2), lambda: s < slice(2), lambda: s < slice("a", 1), lambda: hash(s) == hash(slice(1, 10, 2)), lambda: hash(slice([])), lambda: s.foo, lambda: s[0], lambda: iter(s), lambda: s.__reduce__(), lambda: slice("a", [], {}))
for a, b, c in ((None, None, None), (0, 5, 1), (-5, -1, 2), (5, 0, -1), (-1, -6, -2), (100, 200, 1), (-100, 100, 50), (3, 3, 1), (None, 3, -1), (3, None, -1)):
    print((a, b, c), slice(a, b, c).indices(7), "abcdefg"[a:b:c], list(range(7)[a:b:c]), range(7)[a:b:c])


class I:
    def __index__(self):
        return 2


class Bad:
    def __index__(self):
        return "x"


class G:
    def __getitem__(self, k):
        return k


g = G()
t(lambda: [1, 2, 3][I()], lambda: [1, 2, 3][Bad()], lambda: [1, 2, 3][: I()], lambda: [1, 2][: Bad()], lambda: range(I()), lambda: range(Bad()), lambda: "abc"[I()], lambda: (1, 2, 3)[I() :], lambda: b"abc"[I()])
t(lambda: g[1], lambda: g[1:2], lambda: g[1:2:3], lambda: g[:], lambda: g[::], lambda: g[1, 2], lambda: g[1:2, ...], lambda: g[()], lambda: g[(1,)], lambda: g[*[1, 2]], lambda: g[1:2, *"ab"], lambda: g[None], lambda: g["a":"b"], lambda: g[lambda: 1](), lambda: g[x := 3])
it = iter(range(3))
t(lambda: it.__length_hint__(), lambda: next(it), lambda: list(it), lambda: next(it), lambda: it.__length_hint__(), lambda: it.__reduce__() if 0 else 0, lambda: range(3).__iter__().__next__())
