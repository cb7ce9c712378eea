# A part of a group says that its context is suppressed, as setting a cause does.
eg = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
print(eg.__suppress_context__)
for part in eg.split(ValueError) + (eg.subgroup(TypeError),):
    print(repr(part), part.__suppress_context__, part.__cause__, part.__context__)
try: raise eg
except* ValueError as e: print(repr(e), e.__suppress_context__)
except* TypeError as e: print(repr(e), e.__suppress_context__)
try:
    try: raise eg from KeyError("c")
    except* OSError: pass
except ExceptionGroup as e: print(repr(e), repr(e.__cause__), e.__suppress_context__, e is eg)
a, b = eg.split(lambda e: isinstance(e, TypeError))
print(repr(a), repr(b), repr(a.__cause__), a.__suppress_context__)
class G(ExceptionGroup):
    def derive(self, excs): return G("derived", excs)
try: raise G("g", [ValueError(1), KeyError(2)])
except* KeyError as e: print(type(e).__name__, e, e.__suppress_context__)
except* ValueError as e: print(type(e).__name__, e, e.__suppress_context__)
