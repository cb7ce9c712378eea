# record: 3.14
l = [3, 1, 2]
l.append(4); l.insert(0, 9); l.extend((7, 8)); print(l, l.pop(), l.pop(0), l.index(2), l.count(1)); l.remove(3); l.reverse(); print(l); l.sort(); print(l, sorted(l, key=lambda v: -v), l[::2], l[-1], l[1:3]); l[1:3] = ["x"] * 3; print(l); l[::2] = [0, 0, 0] if len(l[::2]) == 3 else l[::2]; del l[0], l[-1:]; print(l, l * 2, l + [1], [1, 2] < [1, 3], [] == [], l.copy() is l, 5 in l); l.clear(); print(l)
for f in (lambda: [].pop(), lambda: [1].remove(2), lambda: [1].index(5), lambda: [1][5], lambda: [1, "a"].sort(), lambda: [1].__setitem__(3, 1), lambda: [1, 2].__setitem__(slice(0, 2, 2), [1, 2, 3]), lambda: [1].insert("x", 1), lambda: [].pop(1), lambda: list(5), lambda: [1] * "a", lambda: {}["k"], lambda: {}.pop("k"), lambda: {}.popitem(), lambda: {1}.remove(5), lambda: set().pop(), lambda: {[]}, lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: (1).x, lambda: (1, 2).index(3), lambda: range(0, 5, 0), lambda: range(1.5), lambda: list(range(3))[1.0], lambda: slice(1, 2) < 3):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
d = {"a": 1, "b": 2}
d["c"] = 3; d.update(d=4, a=10); d.update([("e", 5)]); print(d, d.get("z"), d.get("z", 0), d.setdefault("a", 0), d.setdefault("f", 6), d.pop("f"), d.pop("q", None), list(d), list(d.items())[:2], d.keys() & {"a", "zz"}, d.values(), "a" in d, len(d), d.popitem(), d | {"n": 1}, dict(x=1) == {"x": 1}, list(reversed(d))); d |= {"m": 1}; del d["a"]; print(d, {1: "a", True: "b", 1.0: "c"}, dict.fromkeys("ab", 0), {**d}, d.copy() is d)
def change():
    x = {1: 1, 2: 2}
    for k in x: x[k + 10] = 1
try: change()
except RuntimeError as e: print(e)
def change_set():
    x = {1, 2}
    for k in x: x.add(k + 10)
try: change_set()
except RuntimeError as e: print(e)
s = {1, 2, 3}; t = {2, 3, 4}
print(s & t, s | t, s - t, s ^ t, s < {1, 2, 3, 4}, s.isdisjoint({9}), s.issubset(t), s.union([7]), frozenset(s) == s, {frozenset({1}): 1}); s.add(9); s.discard(100); s.update([5]); s -= {1}; s.difference_update([2]); s.intersection_update({3, 9, 5}); print(sorted(s), len(s), set(), frozenset(), frozenset([1]))
t = (1, 2, 3, 2); print(t.count(2), t.index(3), t[1:], t + (4,), t * 2, (), (1,), hash(t) == hash((1, 2, 3, 2)), (1, 2) < (1, 3), max(t), 2 in t)
print(range(10)[2:8:3], list(range(5, 0, -2)), range(3) == range(0, 3, 1), len(range(0, 10, 3)), 4 in range(0, 10, 2), range(5).index(3), range(10)[-1], range(0, -5, -1), slice(1, 5, 2).indices(4), slice(None))
x = [1]; x.append(x); print(x); y = {}; y["self"] = y; print(y)
print(list(zip([1, 2], "ab", strict=True)), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", 2])), list(enumerate("ab", 1)), sum([[1], [2]], []), min([3, 1], default=0), max([], default="d"), any([]), all([]), list(reversed([1, 2])), divmod(-7, 3), pow(2, 10, 1000), pow(3, -1, 7), abs(-5), round(2.5), round(3.5), round(2.675, 2), round(1234, -2), bin(5), oct(8), hex(255))
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: print(e)
print(sorted([("b", 1), ("a", 2), ("a", 1)], key=lambda p: p[0]), sorted([3, 1, 2], reverse=True), [1, 2, 3] == [1, 2, 3.0], {1: 2} == {1: 2.0}, iter([1]).__length_hint__())
