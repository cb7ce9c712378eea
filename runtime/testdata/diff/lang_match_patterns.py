# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import enum
class Pt:
    __match_args__ = ("x", "y")
    def __init__(self, x, y, z=0): self.x, self.y, self.z = x, y, z
class Col(enum.Enum):
    R = 1
    G = 2
class NoArgs: a = 1
class BadArgs: __match_args__ = 5
class BadItem: __match_args__ = (1,)
class Dup: __match_args__ = ("a", "a"); a = 1
class Seq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
class MyList(list): pass
class MyDict(dict):
    def get(self, *a): print("get", a[0]); return super().get(*a)
    def __missing__(self, k): return "missing"
def m(x):
    match x:
        case None: return "None"
        case True | False: return f"bool {x}"
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case -2 - 3j: return "neg complex"
        case "a" | "b" as s: return f"str {s}"
        case b"x": return "bytes"
        case Col.R: return "red"
        case Col() as c: return f"col {c.name}"
        case int(n) if n > 100: return f"big {n}"
        case int() | float(): return f"num {x}"
        case str(s): return f"string {s}"
        case []: return "empty seq"
        case [1, *rest]: return f"one+{rest}"
        case [a, b] if a == b: return f"pair {a}"
        case (a, [b, *_], {"k": v}): return f"nested {a} {b} {v}"
        case [*_, "end"]: return "ends"
        case [_, *mid, _] if len(mid) > 2: return f"mid {mid}"
        case [a, b, c] as whole: return f"three {a}{b}{c} {whole is x}"
        case [*all]: return f"seq {all}"
        case {"type": "t", "v": [x1, *_]}: return f"typed {x1}"
        case {"a": 1, **rest}: return f"a1 {rest}"
        case {1: int(q) | str(q)}: return f"key1 {q}"
        case {"n": {"m": {"o": deep}}}: return f"deep {deep}"
        case {**kw} if kw: return f"map {kw}"
        case {}: return "any map"
        case Pt(0, 0): return "origin"
        case Pt(x=0, y=yy): return f"y axis {yy}"
        case Pt(xx, y=yy, z=0): return f"pt {xx} {yy}"
        case Pt(z=zz) as p: return f"z {zz} {p.x}"
        case set() | frozenset(): return "set"
        case type(): return f"type {x.__name__}"
        case _: return "other"
for x in (None, True, False, 0, 0.0, 0j, -1, -1.0, 1.5, 2 + 3j, -2 - 3j, "a", "b", "ab", "", b"x", b"y", Col.R, Col.G, 101, 50, 10.5, [], (), [1], [1, 2, 3], (5, 5), (7, [8, 9], {"k": 1, "z": 2}), [0, "end"], range(2, 7), "seq", b"seq", bytearray(b"seq"), (2, 3, 4), [2, 3], MyList([3, 4]), Seq(), {"type": "t", "v": (9, 8)}, {"a": 1, "b": 2}, {"a": 1.0}, {1: "x"}, {1: 2.5}, {"n": {"m": {"o": 3}}}, {}, MyDict(), MyDict(q=1), MyDict({1: 5}), Pt(0, 0), Pt(0, 5), Pt(1, 2), Pt(1, 2, 3), Pt(0.0, False), {1}, frozenset(), int, iter([]), object):
    print(repr(x) if not isinstance(x, (Pt, Seq)) and x.__class__.__name__ != "list_iterator" else type(x).__name__, "->", m(x))
def e1():
    match 1:
        case int(a, b): pass
def e2():
    match NoArgs():
        case NoArgs(1): pass
def e3():
    match BadArgs():
        case BadArgs(1): pass
def e4():
    match BadItem():
        case BadItem(1): pass
def e5():
    match Dup():
        case Dup(1, 1): pass
def e6():
    match Pt(1, 2):
        case Pt(1, x=1): pass
def e7():
    match Pt(1, 2):
        case Pt(1, 2, 3): pass
def e8():
    match 1:
        case e8(): pass
def e9():
    match {1: 1}:
        case {Col.R.value: 1, 1: _}: pass
def e10():
    match 1:
        case undefined.attr: pass
def e11():
    match Pt(1, 2):
        case Pt(w=1): return 1
        case Pt(x=1) | Pt(x=2): return 2
def e12():
    match x := 5, 6:
        case a, b: return a, b, x
def e13():
    match (1, 2):
        case (a, 3): pass
        case (b, c): return a, b, c
def e14():
    match [1, [2, [3, 4]]]:
        case [a, [b, [c, *d]]]: return a, b, c, d
def e15():
    match "x":
        case "y": return 1
    return "fell"
def e16():
    match = case = _ = type = 3
    match match:
        case case: return match, case, _, type
t(e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13, e14, e15, e16)
