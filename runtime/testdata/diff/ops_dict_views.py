# record: 3.14
# Views follow their dictionary; changes while iterating are noticed.
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3; del d["a"]
print(k, v, i, len(k), "b" in k, 2 in v, ("b", 2) in i, ("b", 9) in i, list(reversed(d)), list(reversed(i)), k == {"b", "c"}, i == {("b", 2), ("c", 3)}, v == v, k.mapping, sorted(k & {"b"}), sorted(k | "z"), sorted(k ^ {"b", "q"}), k.isdisjoint("xy"), k <= {"b", "c", "d"})
for f in lambda: [d.update(x=1) for _ in d], lambda: [d.pop("b") for _ in d.items()], lambda: [d.__setitem__("c", 5) for _ in d.values()], lambda: next(iter({})), lambda: k[0], lambda: hash(k), lambda: d.popitem(1), lambda: {}.popitem(), lambda: d.pop("none"), lambda: d.pop("none", 7), lambda: d["q"], lambda: dict(["ab", "cd"]), lambda: dict([(1, 2, 3)]), lambda: dict(1), lambda: dict({}, a=1, **{"b": 2}), lambda: {}.fromkeys([1, 2], []), lambda: {[]: 1}, lambda: d | [("x", 1)], lambda: {**d} | {"x": 1}, lambda: d.setdefault("s"), lambda: d.update([("u", 1)], w=2), lambda: d.get([]), lambda: d.copy() == d, lambda: {1: "a", 1.0: "b", True: "c"}, lambda: {}.update(5), lambda: dict(**{"a b": 1}):
    try: print(f(), d)
    except Exception as e: print(type(e).__name__, e, getattr(e, "__notes__", ""), d)
class M(dict):
    def __missing__(self, key): return f"missing {key}"
m = M(a=1); print(m["a"], m["z"], m.get("z"), "z" in m, m | {"b": 2}, type(m | {}).__name__, type({} | m).__name__, type(m.copy()).__name__, M.fromkeys("ab"), m == {"a": 1}, repr(m))
