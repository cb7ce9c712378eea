# record: 3.14
e = ValueError("a", 1); print(e.args, str(e), repr(e), e.__traceback__, e.__notes__ if hasattr(e, "__notes__") else None)
e.args = (1,); print(str(e), repr(e)); e.args = []; print(e.args, repr(e))
e.add_note("n1"); e.add_note("n2"); print(e.__notes__)
try: e.add_note(5)
except TypeError as x: print(x)
for cls, args in ((KeyError, ("k",)), (KeyError, ("a", "b")), (OSError, (2, "msg", "file")), (OSError, ("just",)), (OSError, (2, "m", "f", None, "g")), (StopIteration, (5,)), (SystemExit, (3,)), (SystemExit, ()), (UnicodeDecodeError, ("utf-8", b"\xff", 0, 1, "bad")), (SyntaxError, ("m", ("f.py", 3, 4, "text"))), (ImportError, ("x",))):
    x = cls(*args); print(type(x).__name__, str(x), repr(x), {k: getattr(x, k) for k in ("errno", "strerror", "filename", "filename2", "value", "code", "start", "reason", "lineno", "offset", "msg", "name", "path") if hasattr(x, k)})
print(ImportError("m", name="n", path="p").name, NameError("m", name="q").name, AttributeError("m", name="a", obj=3).obj)
for bad in (lambda: ImportError(foo=1), lambda: ValueError(a=1), lambda: UnicodeDecodeError("x"), lambda: SyntaxError("m", 5), lambda: AttributeError("m", zzz=1)):
    try: bad()
    except Exception as x: print(type(x).__name__, x)
try: raise ValueError from KeyError("c")
except ValueError as x: print(repr(x.__cause__), x.__suppress_context__)
for attr, v in (("__cause__", 1), ("__context__", "x"), ("__traceback__", 5), ("args", 5), ("__suppress_context__", 3)):
    try: setattr(e, attr, v); print(attr, "set")
    except TypeError as x: print(x)
try: del e.args
except TypeError as x: print(x)
class My(Exception):
    def __init__(self, a, b=2): self.a = a
    def __str__(self): return f"<{self.a}>"
m = My(5, b=3); print(m, repr(m), m.args)
t = ValueError("w").with_traceback(None); print(t)
print([c.__name__ for c in ZeroDivisionError.__mro__], issubclass(TimeoutError, OSError), IOError is OSError, [c.__name__ for c in BrokenPipeError.__mro__[1:3]])
print(sorted(c.__name__ for c in OSError.__subclasses__())[:4], BaseExceptionGroup.__mro__[1].__name__, [c.__name__ for c in ExceptionGroup.__mro__])
