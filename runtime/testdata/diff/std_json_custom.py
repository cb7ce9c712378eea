# json with hooks: objects both ways, key order, separators, exact errors.
import json
from collections import OrderedDict
from enum import Enum, IntEnum


class P:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"P({self.x}, {self.y})"


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, P):
            return {"__p__": [o.x, o.y]}
        if isinstance(o, (set, frozenset)):
            return sorted(o)
        if isinstance(o, complex):
            return {"re": o.real, "im": o.imag}
        return super().default(o)


class C(IntEnum):
    A = 1


class S(str, Enum):
    B = "b"


def hook(d):
    return P(*d["__p__"]) if "__p__" in d else d


text = json.dumps({"p": P(1, [2.5]), "s": {3, 1}, "c": 1j, "e": [C.A, S.B]}, cls=Enc, sort_keys=True)
print(text, json.loads(text, object_hook=hook))
print(json.dumps([1, "é", "\u2028", "\x7f\t\""]), json.dumps("é€😀", ensure_ascii=False), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([], indent=2), json.dumps({"a": []}, indent="--"))
print(json.dumps([1, 2, {"k": (3,)}], separators=(",", ":")), json.dumps({"b": 1, "a": 2}, indent=1, sort_keys=True))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=lambda p: p), json.loads("[1.50, 1e400, -0, NaN]", parse_float=str, parse_constant=lambda c: f"<{c}>"), json.loads('"\\ud83d\\ude00\\u00e9"'))
print("".join(Enc(indent=None).iterencode([P(0, 0)])), json.JSONDecoder().raw_decode('[1] rest'), OrderedDict(json.loads('{"z":1,"y":2}')))
for bad in ['', '[1,]', '{"a" 1}', '{a: 1}', '"\x01"', '[1 2]', 'nul', '{"a":1} x', '"abc', '[', '"\\x"', '01', '-', '{"a":}', '\ufeff1']:
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), "->", e, (e.lineno, e.colno, e.pos))
for bad in (P(1, 2), {(1,): 2}, float("nan"), b"x", object):
    try:
        print(json.dumps(bad, allow_nan=False))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
print(json.dumps({(1,): 2, "ok": 1}, skipkeys=True))
