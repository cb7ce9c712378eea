def split(g):
    try: raise g
    except* ValueError as e: print("VE", e.exceptions, e.message)
    except* (TypeError, KeyError) as e: print("TK", repr(e))
    else: print("else")
    finally: print("fin")
split(ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("n", [ValueError(3), KeyError(4)])]))
try: split(ExceptionGroup("g", [ValueError(1), OSError("left")]))
except ExceptionGroup as e: print("rest", repr(e))
try: split(ValueError("naked"))
except BaseException as e: print(repr(e))
try:
    try: raise ExceptionGroup("a", [ValueError(1)])
    except* ValueError: raise KeyError("new")
except* KeyError as e: print(repr(e), repr(e.exceptions[0].__context__))
g = ExceptionGroup("msg", [ValueError("a"), TypeError("b")])
print(g, repr(g), g.subgroup(ValueError), g.split(lambda e: isinstance(e, TypeError)), g.derive([OSError()]))
for f in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup("x", [KeyboardInterrupt()])):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)
try:
    try: raise ExceptionGroup("a", [ValueError(1)])
    except* ExceptionGroup: pass
except TypeError as e: print(e)
class MyG(ExceptionGroup):
    def derive(self, excs): return MyG(self.message + "'", excs)
a, b = MyG("m", [ValueError(), OSError()]).split(OSError); print(repr(a), repr(b))
def loop():
    for i in range(3):
        try: raise ExceptionGroup("l", [ValueError(i)])
        except* ValueError as e: print(e.exceptions)
loop()
try:
    try: raise ExceptionGroup("r", [ValueError(1), TypeError(2)])
    except* ValueError as e: raise
except ExceptionGroup as e: print(repr(e))
