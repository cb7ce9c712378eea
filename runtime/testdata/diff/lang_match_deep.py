# match: nested shapes, guards, captures that stay, stars, classes, keys, fall-through.
from collections import OrderedDict, deque, namedtuple
from dataclasses import dataclass

P = namedtuple("P", "x y")


@dataclass
class Cmd:
    name: str
    args: list


class Odd:
    __match_args__ = ("a", "b")
    def __init__(self, a): self.a = a
    @property
    def b(self): raise AttributeError("no b")


def kind(v):
    match v:
        case None | True | False: return f"const {v}"
        case int(n) | float(n) if n < 0: return f"negative {n}"
        case 0 | 0.0: return "zero"
        case int(): return "int"
        case str() as s if s.startswith("#"): return f"comment {s[1:]}"
        case "go" | "run" as verb: return f"verb {verb}"
        case str(s): return f"str {len(s)}"
        case []: return "empty"
        case [x]: return f"one {x!r}"
        case [P(x=0), *_]: return "starts at zero"
        case P(x, y) if x == y: return f"diagonal {x}"
        case P(): return "point"
        case [first, *mid, last] if mid: return f"{first}..{len(mid)}..{last}"
        case (a, b): return f"pair {a} {b}"
        case {"type": "move", "to": [x, y], **rest}: return f"move {x},{y} {rest}"
        case {"type": str(t)}: return f"type {t}"
        case {}: return "mapping"
        case Cmd("quit" | "exit"): return "bye"
        case Cmd(name, [str(only)]): return f"{name} {only}"
        case Cmd(args=[]) as c: return f"bare {c.name}"
        case Odd(a, b): return "never"
        case Odd(a=a): return f"odd {a}"
        case set(): return "set"
        case _: return f"other {type(v).__name__}"


for v in [None, True, -3, -0.5, 0, 0.0, 7, "#x", "go", "stop", [], (1,), [P(0, 1), 2], P(3, 3), P(1, 2), [1, 2, 3], deque([1, 2]), {"type": "move", "to": (1, 2), "n": 3}, OrderedDict(type="a"), {}, Cmd("quit", [1]), Cmd("cd", ["/"]), Cmd("ls", []), Cmd("x", [1]), Odd(5), {1}, b"ab", "", range(3), iter([]), 1j]:
    print(kind(v))


def captured(v):
    match v:
        case [a, b] if a > b: pass
        case [a, 9]: pass
        case _: pass
    return {k: x for k, x in locals().items() if k != "v"}


print(captured([2, 1]), captured([1, 9]), captured([1, 2]), captured(3))
K = 3
class NS: K = 4
for v in (3, 4):
    match v:
        case NS.K: print("dotted")
        case K: print("captured", K)
for src in ("match 1:\n case Odd(a=1, a=2): pass", "match Odd(1):\n case Odd(1, 2, 3): pass", "match 1:\n case int(1, 2): pass", "match 1:\n case x: pass\n case y: pass"):
    try:
        exec(src)
        print("fine")
    except (TypeError, SyntaxError) as e:
        print(type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
