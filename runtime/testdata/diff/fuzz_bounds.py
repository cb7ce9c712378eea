import itertools
c = itertools.count(True); print(next(c), next(c), c)
c = itertools.count(True, True); print(next(c), next(c), c)
c = itertools.count(True, 2); print(next(c), next(c), c)
c = itertools.count(False); print(c, next(c), c)
c = itertools.count(1, True); print(next(c), next(c), c)
c = itertools.count(True, 1.5); print(next(c), next(c), c)
class I:
    def __index__(self): raise ValueError("bound")
for f in (lambda: [1,2][I():2:0], lambda: slice(I(), 2, 0).indices(3), lambda: "ab"[:I():0], lambda: (1,)["x"::0], lambda: b"ab"["x"::0], lambda: range(3)[I()::0], lambda: bytearray(b"ab")[I()::0], lambda: [1]["a"::"b"]):
    try: f()
    except Exception as e: print(type(e).__name__, e)
l=[1,2,3]
try: l[I()::0] = [1]
except Exception as e: print(type(e).__name__, e)
try: del l[I()::0]
except Exception as e: print(type(e).__name__, e)
