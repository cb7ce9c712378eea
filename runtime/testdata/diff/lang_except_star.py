# record: 3.14
def run(exc, *kinds):
    try:
        try: raise exc
        except* kinds[0] as e: print("1", type(e).__name__, e.exceptions)
        except* kinds[1] as e: print("2", type(e).__name__, e.exceptions); raise KeyError("new")
        else: print("else")
        finally: print("finally")
    except BaseException as e:
        print("out", type(e).__name__, getattr(e, "exceptions", e), repr(e.__cause__), repr(e.__context__)[:40])
run(ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)]), ValueError, TypeError)
run(ExceptionGroup("g", [ValueError(1)]), ValueError, TypeError)
run(ExceptionGroup("g", [OSError(1)]), ValueError, TypeError)
run(ValueError("naked"), ValueError, TypeError)
run(KeyError("other"), ValueError, TypeError)
run(ExceptionGroup("o", [ExceptionGroup("i", [ValueError(1), TypeError(2)]), ValueError(3)]), (ValueError,), TypeError)
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()]), ValueError, TypeError)
try:
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError: raise
    except* TypeError as e: raise RuntimeError("r") from e
except ExceptionGroup as e: print(e, e.exceptions)
for bad in (ExceptionGroup, (ValueError, BaseExceptionGroup), 5, "x", (int,)):
    try:
        try: raise ValueError
        except* bad: pass
    except TypeError as e: print(e)
    except BaseException as e: print(type(e).__name__, e)
for src in ("try: pass\nexcept* E: pass\nexcept F: pass", "try: pass\nexcept*: pass", "def f():\n try: pass\n except* E: return", "for x in y:\n try: pass\n except* E: break", "for x in y:\n try: pass\n except* E:\n  continue", "try: pass\nexcept* A, B: pass"):
    try: compile(src, "<s>", "exec"); print("ok")
    except SyntaxError as e: print(e.msg)
def f():
    try: pass
    except* ValueError: pass
    else: return "else ret"
print(f())
e = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), KeyError(3)])])
print(e.split(TypeError), e.subgroup(lambda x: isinstance(x, (ValueError, KeyError))), e.subgroup(OSError), e.derive([ValueError()]), e.message, repr(e))
class MyG(ExceptionGroup):
    def derive(self, excs): return MyG("derived " + self.message, excs)
m = MyG("m", [ValueError(1), TypeError(2)]); m.add_note("note"); a, b = m.split(ValueError); print(a, b, a.__notes__, type(a).__name__)
for bad in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", 5), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: ExceptionGroup("x"), lambda: MyG("x", [SystemExit()])):
    try: bad()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__, ExceptionGroup[int] if hasattr(ExceptionGroup, "__class_getitem__") else "")
