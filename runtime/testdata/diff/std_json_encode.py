# record: 3.14
"""json: writing."""

import collections
import enum
import io
import json

Point = collections.namedtuple("Point", "x y")


class Color(enum.IntEnum):
    RED = 1


class Name(enum.StrEnum):
    A = "a"


class S(str):
    def __str__(self):
        return "never"


class I(int):
    def __repr__(self):
        return "never"


class F(float):
    def __repr__(self):
        return "never"


class D(dict):
    def items(self):
        return [("from", "items")]


class L(list):
    pass


values = [
    None, True, False, 0, -5, 10**30, 1.0, 0.1, 1e100, 1e-7, float("nan"), float("inf"), float("-inf"), "", "a\"b\\c/\b\f\n\r\t\x00\x1f\x7f\x80é日😀\ud800\u2028", [], [1, [2, []]], (), (1, 2), {}, {"a": {"b": [1]}},
    {1: 2, 1.5: 3, None: 4, True: 5, "s": 6, False: 7, float("inf"): 8, Color.RED: 9, S("z"): 1}, Point(1, 2), Color.RED, Name.A, S("sub"), I(7), F(2.5), D(x=1), L([1]), collections.OrderedDict(b=1, a=2), collections.Counter("aab"),
]
for v in values:
    print(ascii(json.dumps(v)), ascii(json.dumps(v, ensure_ascii=False)), json.dumps(v, indent=2) if isinstance(v, (list, dict)) else "")
d = {"b": [1, 2, {"c": ()}], "a": {}, "é": "ü", "z": []}
for kw in ({"indent": 4}, {"indent": 0}, {"indent": "\t"}, {"indent": -1}, {"indent": 1, "sort_keys": True}, {"sort_keys": True}, {"separators": (",", ":")}, {"indent": 2, "separators": ("; ", " = ")}, {"ensure_ascii": False}, {"indent": ""}, {"check_circular": False}):
    print(kw, json.dumps(d, **kw))
print(json.dumps({(1, 2): 3, "a": 1, b"x": 2}, skipkeys=True), json.dumps({(1,): 2}, skipkeys=True, indent=1), json.dumps([1, {2, 3}], default=lambda o: sorted(o)), json.dumps({"x": object}, default=lambda o: o.__name__), json.dumps(1j, default=lambda c: [c.real, c.imag]))


class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1}}, cls=E), E(indent=1).encode([{2}]), "".join(E().iterencode({"a": {1}})), json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode({"b": 1, "a": 2}))
f = io.StringIO()
json.dump({"k": [1, 2.5, "x"]}, f, indent=1)
print(f.getvalue())
cyc = []
cyc.append(cyc)
cycd = {}
cycd["me"] = [cycd]
shared = [1]


class Bad:
    pass


for make in (
    lambda: json.dumps(cyc), lambda: json.dumps(cycd), lambda: json.dumps([shared, shared]), lambda: json.dumps({1, 2}), lambda: json.dumps({"a": [1, {"b": Bad}]}), lambda: json.dumps(b"x"), lambda: json.dumps({(1, 2): 3}),
    lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps([float("inf")], allow_nan=False), lambda: json.dumps({float("-inf"): 1}, allow_nan=False), lambda: json.dumps({1: 1, "a": 2}, sort_keys=True), lambda: json.dumps(1, indent=1.5) , lambda: json.dumps(cyc, check_circular=False),
    lambda: json.dumps(Bad(), default=lambda o: o), lambda: json.dumps([Bad()], default=lambda o: 1 / 0), lambda: json.dumps(1, 2), lambda: json.dumps(1, nope=2), lambda: json.dumps({Bad(): 1}), lambda: E().default(5), lambda: json.dump(1), lambda: json.dumps([Bad()], default=lambda o: [o]),
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, "" if isinstance(e, RecursionError) else str(e)[:80])
deep = None
for _ in range(200):
    deep = [deep]
print(len(json.dumps(deep)), json.dumps(list(range(30))), json.loads(json.dumps(values[14])) == values[14], json.dumps("x" * 100)[:5])
print(json.encoder.encode_basestring("é\n"), json.encoder.encode_basestring_ascii("é\n"), json.decoder.scanstring('abc" rest', 0), json.dumps({"a": 1}.items().__class__.__name__))
