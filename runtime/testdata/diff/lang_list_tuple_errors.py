# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


L = [3, 1, 2]
t(lambda: L.append(), lambda: L.append(1, 2), lambda: L.extend(1), lambda: L.insert(1), lambda: L.insert("a", 1), lambda: L.pop(10), lambda: [].pop(), lambda: L.pop("a"), lambda: L.remove(9), lambda: L.index(2, -1), lambda: L.count(1), lambda: L.sort(key=1), lambda: L.sort(reverse="a"), lambda: L.sort(foo=1), lambda: [1, "a"].sort(), lambda: L.reverse(1), lambda: L.clear(1), lambda: L.copy(), lambda: L.foo)
t(lambda: L[5], lambda: L[-5], lambda: L["a"], lambda: L[1.0], lambda: L[None], lambda: L[1, 2], lambda: L[10**20], lambda: L.__setitem__(5, 1), lambda: L.__setitem__("a", 1), lambda: L.__delitem__(5), lambda: L.__delitem__("a"), lambda: L[::0], lambda: L["a":], lambda: L.__setitem__(slice(0, 2), 1), lambda: L.__setitem__(slice(0, 3, 2), [1]), lambda: L.__setitem__(slice(0, 0), [9]), lambda: L, lambda: L[10**20 : 10**21], lambda: L[-(10**20) :])
t(lambda: L + 1, lambda: L + (1,), lambda: (1,) + [1], lambda: L * 1.5, lambda: L * L, lambda: 2 * L, lambda: L * -1, lambda: L < [1], lambda: L < (1,), lambda: L == (1,), lambda: [1, "a"] < [1, 2], lambda: [1, 2] < [1, 2, 3], lambda: [[]] * 2, lambda: L.__iadd__(1), lambda: L.__iadd__("xy"), lambda: L.__imul__(0), lambda: L.__contains__(1), lambda: 1 in [1.0], lambda: -L)
t(lambda: list(1), lambda: list(1, 2), lambda: list(x=1), lambda: list("ab"), lambda: list({"a": 1}), lambda: list(range(3)), lambda: tuple(1), lambda: tuple(1, 2), lambda: tuple(x=1), lambda: tuple([1]), lambda: list.append(1, 2), lambda: list.append(), lambda: list.__len__(()), lambda: tuple.__len__([]), lambda: list.__new__(tuple), lambda: list.__new__(int), lambda: list[int], lambda: tuple[int, ...], lambda: list[()], lambda: hash(()), lambda: hash((1, [])))
T = (1, 2, 3)
t(lambda: T[3], lambda: T["a"], lambda: T[1.0], lambda: T.index(9), lambda: T.count(1), lambda: T.__setitem__, lambda: T.append, lambda: T + [1], lambda: T + "a", lambda: T * "a", lambda: T * 2, lambda: T < (1, "a"), lambda: T < [1], lambda: T[1:], lambda: T[::-1], lambda: T == (1.0, 2, 3), lambda: (1,) * 0, lambda: T.index(3, 1), lambda: T.index(1, 1), lambda: setattr(T, "x", 1))


def bad():
    a = [1]
    a["x"] = 2


def bad2():
    T[0] = 1


def bad3():
    del T[0]


def grow():
    a = [1, 2, 3]
    a.sort(key=lambda x: a.append(1))


def rec():
    a = [1]
    a.append(a)
    d = {"a": a}
    a.append(d)
    return a, (a,), d


t(bad, bad2, bad3, grow, rec)
a = list(range(10))
for sl in (slice(None), slice(2, 5), slice(5, 2), slice(None, None, -1), slice(-3, None), slice(None, None, 3), slice(8, 1, -3), slice(-100, 100), slice(100, -100, -1), slice(True, 5)):
    b = a[:]
    print(sl, a[sl], tuple(a)[sl], "0123456789"[sl], range(10)[sl], end=" ")
    n = len(b[sl])
    b[sl] = ["x"] * n
    print(b, end=" ")
    c = a[:]
    del c[sl]
    print(c)
b = a[:]
b[2:4] = "abcdef"
b[0:0] = b
b[5:1] = ["ins"]
print(b, len(b))
t(lambda: sorted([3, 1, 2], reverse=True), lambda: sorted("bca", key=str.upper), lambda: sorted([1, None]), lambda: sorted(1), lambda: sorted([(1, "b"), (1, "a")], key=lambda x: x[0]), lambda: sorted({3: 1, 1: 2}), lambda: sorted([2, 1], key=None, reverse=1))
