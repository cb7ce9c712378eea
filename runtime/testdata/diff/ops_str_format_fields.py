# record: 3.14
# str.format: fields, conversions, nesting, errors.
class O:
    x = 5; y = [1, {"k": "v"}]
    def __format__(self, spec): return f"<{spec}>"
    def __repr__(self): return "O()"
def show(f, *a, **k):
    try: print(repr(f), repr(f.format(*a, **k)))
    except Exception as e: print(repr(f), type(e).__name__, e)
for f in "{} {}|{0} {1} {0}|{0} {}|{} {0}|{a} {b}|{a.x} {a.y[0]} {a.y[1][k]}|{0!r} {0!s} {0!a}|{0:>{1}}|{0:{a}}|{a:{a}}|{{}}|{{0}} {0}|{|}|{0|{0!x}|{0!rs}|{2}|{c}|{0.z}|{a.y[z]}|{a.y[9]}|{0[}|{0.}|{:}{:}|{!r}|{0:{1}{1}}|{0:{1:{2}}}|{a!r:>10}|{0[a]}|{-1}|{ 0}|{0 }|{a!s:}|}|{}}".split("|"): show(f, 5, 7, a=O(), b=None)
print("{0[0]}{1[a]}".format([1], {"a": 2}), "{:{}}".format("x", 5) + "|", "{:*^{w}.{p}}".format("abcdef", w=9, p=3), "{0:,} {0:_} {0:e}".format(1234567), "{:%}".format(0.5), "{:c}".format(65))
print("{a} {b}".format_map({"a": 1, "b": 2}), "{x}".format_map(type("D", (dict,), {"__missing__": lambda s, k: k * 2})()))
for v in "{}", "{a}": 
    try: print(v.format_map({}))
    except Exception as e: print(type(e).__name__, e)
