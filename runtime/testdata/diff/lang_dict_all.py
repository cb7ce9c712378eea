# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


d = {"a": 1, "b": 2}
t(lambda: d["z"], lambda: d.get("z"), lambda: d.get("z", 5), lambda: d.get(), lambda: d.get("a", 1, 2), lambda: d.pop("z"), lambda: d.pop("z", 7), lambda: d.pop(), lambda: {}.popitem(), lambda: d.setdefault("c"), lambda: d.setdefault("d", 4), lambda: d.setdefault(), lambda: d.popitem(), lambda: d.__delitem__("z"), lambda: d.foo, lambda: d.a, lambda: d())
t(lambda: dict(1), lambda: dict([(1,)]), lambda: dict([(1, 2, 3)]), lambda: dict(["ab", "cd"]), lambda: dict(["abc"]), lambda: dict([(1, 2)], a=3), lambda: dict({1: 2}, b=3), lambda: dict(1, 2), lambda: dict(**{"x": 1}), lambda: dict(**{1: 1}), lambda: dict(None), lambda: dict(x=1, y=2), lambda: {**d, "q": 1}, lambda: {**1}, lambda: {**[1]}, lambda: dict.fromkeys("ab", 0), lambda: dict.fromkeys(1), lambda: dict.fromkeys(), lambda: dict(a=1).update(1), lambda: {}.update([(1, 2, 3)]), lambda: {}.update({}, {}))
t(lambda: d | {"z": 1}, lambda: d | 1, lambda: 1 | d, lambda: d | [("x", 1)], lambda: d.__ior__([("x", 1)]), lambda: d.__ior__(1), lambda: d + d, lambda: d < d, lambda: d == {"a": 1}, lambda: d != {}, lambda: d == 1, lambda: -d, lambda: d * 2, lambda: len(d), lambda: "a" in d, lambda: list(d), lambda: list(reversed(d)), lambda: d.copy(), lambda: str(d), lambda: {1: 1, 1.0: 2, True: 3}, lambda: hash(d), lambda: dict[str, int])
k, v, i = d.keys(), d.values(), d.items()
t(lambda: (k, v, i), lambda: k & {"a"}, lambda: k | {"q"} == {"q", *d}, lambda: k - {"a"} == set(d) - {"a"}, lambda: k ^ d.keys(), lambda: v & v, lambda: i & {("a", 1)}, lambda: k == set(d), lambda: k < {1}, lambda: k <= d.keys(), lambda: v == v, lambda: v == d.values(), lambda: ("a", 1) in i, lambda: ("a", 2) in i, lambda: "a" in k, lambda: 1 in v, lambda: "ab" in i, lambda: k.isdisjoint({"zz"}), lambda: k.isdisjoint(1), lambda: k[0], lambda: len(v), lambda: k.mapping, lambda: k.mapping["a"], lambda: list(reversed(v)), lambda: [] in k, lambda: hash(k))


def change(f):
    def run():
        d = {1: 1, 2: 2, 3: 3}
        out = []
        for x in f(d):
            out.append(x)
            d[x if isinstance(x, str) else str(x)] = 1
            if len(out) > 5:
                break
        return out
    return run


def shrink():
    d = {1: 1, 2: 2}
    for x in d:
        del d[x]


def swap():
    d = {1: 1, 2: 2, 3: 3}
    for x in d:
        del d[x]
        d[x + 10] = 1
        if x > 30:
            break
    return d


t(change(lambda d: d), change(lambda d: d.items()), change(lambda d: d.values()), change(lambda d: reversed(d)), shrink)


class Miss(dict):
    def __missing__(self, key):
        if key == "raise":
            raise ValueError("missing raised")
        return key * 2


m = Miss(a=1)
t(lambda: m["a"], lambda: m["xy"], lambda: m["raise"], lambda: m.get("q"), lambda: m.pop("q"), lambda: "q" in m, lambda: m | {1: 2}, lambda: type(m | {}), lambda: type(m.copy()), lambda: Miss.fromkeys("a"), lambda: repr(m), lambda: m == {"a": 1}, lambda: m.__missing__("z"))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, o):
        if self.n == "bad" or getattr(o, "n", 0) == "bad":
            raise RuntimeError("eq failed")
        return isinstance(o, Key) and self.n == o.n

    def __repr__(self):
        return f"K({self.n!r})"


kd = {Key(1): "one", Key(2): "two", Key(3): "three"}
t(lambda: kd[Key(2)], lambda: kd[Key(4)], lambda: kd[Key("bad")], lambda: kd.get(Key("bad")), lambda: Key("bad") in kd, lambda: kd.pop(Key(1)), lambda: kd, lambda: {**kd, Key(2): "zwei"}, lambda: kd.setdefault(Key(3), 0), lambda: list(kd), lambda: kd == {Key(2): "two", Key(3): "three"}, lambda: kd == {Key("bad"): 1, Key(9): 2})
it = iter({1: 2, 3: 4}.items())
t(lambda: it.__length_hint__(), lambda: next(it), lambda: next(it), lambda: next(it), lambda: next(it, "end"))
