# object.__init__ of types that have none, and of classes that override one side.
def make(base, body):
    ns = {}
    exec(body, {"print": print}, ns)
    return type("N", (base,), ns)
bodies = ["def __init__(self, v): super(type(self), self).__init__(v)", "def __init__(self, v): super(type(self), self).__init__()", "def __new__(cls, *a): return super(cls, cls).__new__(cls, *a)", "x = 1", "def __init__(self, v, k=1): print('init', k)"]
for base in object, int, str, float, tuple, bytes, frozenset, list, dict, set, Exception, bytearray:
    for body in bodies:
        arg = ([] if base in (dict, list, set, tuple, frozenset) else 3 if base is not bytes else b"x")
        try: print(base.__name__, bodies.index(body), base(make(base, body)(arg)) if base not in (object, Exception) else type(make(base, body)(arg)).__name__)
        except Exception as e: print(base.__name__, bodies.index(body), type(e).__name__, e)
for t in int, str, float, tuple, bytes, complex, frozenset, bool: print(t.__name__, t.__init__ is object.__init__, "__init__" in t.__dict__)
class F(float):
    def __init__(self, x=0, unit=""): self.unit = unit
print(F(2.5, unit="m").unit, F(1).unit)
