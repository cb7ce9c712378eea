def m(x):
    match x:
        case 0 | 1 | -1: return "small"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case "s" | b"b": return "str"
        case None: return "none"
        case True: return "true"
        case [] | (): return "empty"
        case [a]: return f"one {a}"
        case [1, *rest, 9]: return f"1..9 {rest}"
        case (a, b) if a == b: return "pair eq"
        case [a, [b, c]]: return f"nested {a}{b}{c}"
        case {"k": v, "n": {"m": w}}: return f"map {v} {w}"
        case {"k": v, **rest} if rest: return f"rest {v} {rest}"
        case {}: return "mapping"
        case int(n) if n > 100: return f"big {n}"
        case str() as s: return f"string {s}"
        case P(0, y=yy): return f"P0 {yy}"
        case P(xx, yy): return f"P {xx} {yy}"
        case Q(a=P(1, _)): return "Q(P1)"
        case object(z=zz): return f"has z {zz}"
        case bytearray(): return "bytearray"
        case _: return "default"
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q:
    def __init__(self, a): self.a = a
class Z: z = 5
for v in (0, 1, True, -1, 1.5, 2 + 3j, "s", b"b", None, [], (), [5], [1, 9], [1, 2, 3, 9], (4, 4), [1, [2, 3]], {"k": 1, "n": {"m": 2}}, {"k": 1, "o": 2}, {"k": 1}, {}, 500, "hello", P(0, 1), P(2, 3), Q(P(1, 1)), Q(3), Z(), bytearray(b"x"), 7, {1, 2}, range(2), iter([])): print(repr(v)[:24].partition(" object")[0], "->", m(v))
class Bad: __match_args__ = 5
class Bad2: __match_args__ = ("a", "a"); a = 1
class Bad3: __match_args__ = (1,)
def t(v, k):
    match k:
        case 0:
            match v:
                case Bad(1): pass
        case 1:
            match v:
                case Bad2(1, a=1): pass
        case 2:
            match v:
                case Bad3(1): pass
        case 3:
            match v:
                case int(1, 2): pass
        case 4:
            match v:
                case P(1, 2, 3): pass
        case 5:
            notclass = 5
            match v:
                case notclass(): pass
for k, v in enumerate((Bad(), Bad2(), Bad3(), 1, P(1, 2), 1)):
    try: t(v, k); print("ok")
    except TypeError as e: print(e)
match [1, 2, [3, 4]]:
    case [a, *_, [*b]]: print(a, b)
match {"a": 1, "b": 2}:
    case {"a": x, **kw}: print(x, kw)
match 1, 2:
    case x, y: print(x, y)
match = case = 5; print(match, case)
import enum
class Co(enum.Enum): R = 1; G = 2
def c(v):
    match v:
        case Co.R: return "red"
        case Co.G: return "green"
print(c(Co.R), c(Co.G), c(3))
for src in ("match x:\n case a: pass\n case b: pass", "match x:\n case a | b: pass", "match x:\n case [a, a]: pass", "match x:\n case [*a, *b]: pass", "match x:\n case {**a, 'k': 1}: pass", "match x:\n case P(a=1, a=2): pass", "match x:\n case {'k': 1, 'k': 2}: pass", "match x:\n case P(a=1, 2): pass", "match x:\n case _ as _: pass", "match x:\n case 1 + 1: pass", "match x:\n case -a: pass"):
    try: compile(src, "<s>", "exec"); print("ok")
    except SyntaxError as e: print(e.msg)
