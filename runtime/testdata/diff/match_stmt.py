from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
class N:
    __match_args__ = ("a",)
    def __init__(self, a, b=0): self.a, self.b = a, b
def m(v):
    match v:
        case 0 | 1: return "01"
        case -1.5: return "neg"
        case "s" | b"b": return "str"
        case None: return "None"
        case True: return "T"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest, 9]: return f"1..9 {rest}"
        case (a, b) if a == b: return f"eq {a}"
        case [a, [b, *_], *c]: return f"nest {a} {b} {c}"
        case [*_, "last"]: return "last"
        case {"k": 1, **rest}: return f"map {rest}"
        case {"op": ("add" | "sub") as op, "args": [x, y]}: return f"{op} {x} {y}"
        case {}: return "anymap"
        case P(0, y): return f"P0 {y}"
        case P(x=x, y=P(1, z)): return f"PP {x} {z}"
        case P(): return "P"
        case N(a, b=3): return f"N {a}"
        case int(n) if n > 100: return f"big {n}"
        case str() | bytes(): return "text"
        case float(f): return f"f {f}"
        case object(real=r): return f"real {r}"
        case _: return f"other {v!r}"
for v in (0, 1, True, -1.5, "s", b"b", None, [], (5,), [1, 2, 3, 9], (4, 4), [1, [2, 3], 4], ["x", "y", "last"], {"k": 1, "z": 2}, {"op": "add", "args": (1, 2)}, {"q": 1}, P(0, 5), P(3, P(1, 7)), P(9, 9), N(1, 3), N(2), 500, 50, "text", 2.5, {1, 2}, range(2), 5j):
    print(m(v))
class E:
    A = 1
def q(v):
    match v:
        case E.A: return "A"
        case [E.A, *_] | {"a": E.A}: return "seq"
        case x: return x
print(q(1), q([1, 2]), q({"a": 1}), q(7))
try:
    match 5:
        case int(1, 2): pass
except TypeError as e: print(e)
try:
    match N(1):
        case N(1, 2): pass
except TypeError as e: print(e)
try:
    match P(1, 2):
        case E.A(): pass
except TypeError as e: print(e)
match 1, 2:
    case x, y: print(x, y)
match [1, 2, 3]:
    case [1, 2, x] as whole: print(x, whole)
