"""OrderedDict, Counter, ChainMap, defaultdict, UserDict."""

import collections
import copy
from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict

o = OrderedDict(b=1, a=2)
o["c"] = 3
print(o, list(o), list(reversed(o)), o.move_to_end("b"), o, o.move_to_end("c", last=False), o, o.popitem(), o.popitem(last=False), o, OrderedDict(), OrderedDict.fromkeys("ab", 1))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, OrderedDict(a=1) != OrderedDict(a=1), o.copy(), copy.copy(o), copy.deepcopy(o), o | {"z": 1}, {"y": 0} | o, type({} | o).__name__)
o |= {"q": 1}
print(o, o.pop("q"), o.pop("nope", 5), o.setdefault("n", []), o.get("x"), list(o.items()), "n" in o)
rec = OrderedDict()
rec["me"] = rec
print(rec)


class MyOD(OrderedDict):
    pass


print(MyOD(a=1), MyOD(a=1).copy(), type(MyOD(a=1) | {}).__name__)
c = Counter("abracadabra")
print(c, c["a"], c["zz"], c.most_common(2), c.most_common(), c.total(), sorted(c.elements())[:4], Counter(a=3, b=-1), Counter({"x": 2}), Counter())
c.update("aab")
c.update({"z": 5}, y=1)
c.subtract("ab")
c.subtract(z=1)
del c["nothing"]
print(c, c + Counter(a=1), c - Counter(a=100), c & Counter(a=2, z=9), c | Counter(a=20), +Counter(a=-1, b=2), -Counter(a=-1, b=2))
d = Counter(a=1, b=2)
d += Counter(a=1)
d -= Counter(b=5)
d |= Counter(q=3)
d &= Counter(a=1, q=9)
print(d, Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter(a=2) > Counter(a=1), Counter(a=1) >= Counter(b=1), Counter(a=1) != {"a": 1}, c.copy() == c, copy.copy(d), Counter(a=1) == {"a": 1}, Counter(x=0.5, y=2))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["a"], m["b"], list(m), len(m), m.maps, m.parents, m.new_child(), m.new_child({"z": 1}, y=2), "b" in m, m.get("q", 7), dict(m), bool(ChainMap()), m.pop("c"), m.popitem(), m | {"k": 1}, {"k": 1} | m, ChainMap.fromkeys("ab", 0), m == {"a": 2, "b": 3}, m.copy())
dd = defaultdict(list, {"x": [1]})
dd["y"].append(2)
print(dd, dd.default_factory, dd["z"], dd.get("none"), dd.copy(), dd | {"k": 1}, {"k": 1} | dd, defaultdict(None), defaultdict(int, a=1), copy.copy(dd) == dd)


class Dflt(UserDict):
    def __missing__(self, key):
        return key * 2


u = Dflt(a=1)
u["b"] = 2
print(u, u["zz"], u.get("zz"), "zz" in u, list(u), len(u), u.pop("a"), u.copy(), type(u.copy()).__name__, u | {"k": 1}, {"k": 1} | u, UserDict.fromkeys("ab"), u == {"b": 2}, dict(u), copy.copy(u), u.setdefault("n", 0))
for bad in (
    lambda: o["nope"], lambda: o.move_to_end("nope"), lambda: OrderedDict().popitem(), lambda: o.pop("nope"), lambda: Counter.fromkeys("a"), lambda: Counter(5), lambda: c + {"a": 1}, lambda: c < 5, lambda: ChainMap()["x"], lambda: m.pop("nope"), lambda: ChainMap().popitem(), lambda: m.__delitem__("nope"), lambda: defaultdict(5), lambda: defaultdict(None)["x"], lambda: defaultdict(lambda: 1 / 0)["x"], lambda: UserDict()["x"], lambda: OrderedDict(1), lambda: c.most_common("a"),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
