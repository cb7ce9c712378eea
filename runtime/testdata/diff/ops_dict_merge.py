# Dicts: order, merging, views while they change, defaults, comparison, copies.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 9
e = d | {"z": 0, "a": 5}
d |= [("q", 1)]
print(d, e, list(reversed(d)), d.popitem(), next(iter(d)), dict(zip("ab", (1, 2)), c=3), dict([("a", 1)], a=2), {**d, **{"b": 0}}, dict.fromkeys("aab", []), d == {"a": 2, "b": 9, "c": 3})
k, v, i = d.keys(), d.values(), d.items()
d["n"] = None
print(k, v, i, len(k), "n" in k, None in v, ("n", None) in i, k & {"a", "x"}, sorted(k - {"a"}), k == set(d), i <= set(i), k.isdisjoint([9]), v == d.values(), k.mapping["a"])
print(d.get("zz"), d.get("zz", 1), d.setdefault("s", []), d.pop("s"), d.pop("s", "gone"), d.copy() is d, d.update(x=1), d.pop("x"))
class Miss(dict):
    def __missing__(self, key): return f"no {key}"
m = Miss(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, m | {"c": 2}, type(m | {}).__name__, type(m.copy()).__name__, m.__class_getitem__(int) if False else dict[str, int])
for key in (1, 1.0, True, (1,), "1", None, frozenset([1])):
    d[key] = key
print({x: y for x, y in d.items() if not isinstance(x, str)}, hash(1) == hash(1.0) == hash(True))
for bad in (lambda: d["zz"], lambda: d.pop("zz"), lambda: {}.popitem(), lambda: dict(1), lambda: dict([(1, 2, 3)]), lambda: d | 3, lambda: {**3}, lambda: dict(**{1: 2}), lambda: d.fromkeys(3), lambda: [d.pop(x) for x in d], lambda: d.update(3), lambda: d < d):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
