# What getattr() with a default, hasattr() and such leave behind is finalized at once.
class E(Exception):
    def __del__(self): print("del", self.args)
class C:
    def __init__(self, v): super().__init__(v)
    def __del__(self): print("del C")
def one(e): return getattr(e, "none", 1)
def two(e): return hasattr(e, "none")
def three(e): return getattr(e, "__notes__", None)
def four(e): return [x for x in getattr(e, "exceptions", ())]
for f in one, two, three, four:
    try: raise E(f.__name__)
    except E as e: print(f(e))
    print("after")
    try: o = C(1)
    except TypeError as e: o = f(e)
    print("next", o)
print("end")
