# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import builtins
for name in sorted(vars(builtins)):
    if name.startswith("_"):
        continue
    c = getattr(builtins, name)
    if isinstance(c, type) and issubclass(c, BaseException):
        print(name, c.__mro__[1].__name__, c.__module__, c.__name__ == name)
        if not issubclass(c, BaseExceptionGroup) and not issubclass(c, UnicodeError):
            t(lambda: c(), lambda: c(1), lambda: c("a", "b") if not issubclass(c, SyntaxError) else 0, lambda: c("x").args, lambda: str(c("m")), lambda: c(k=1) if not issubclass(c, (ImportError, NameError)) else 0)
e = ValueError("a", 1)
t(lambda: e.args, lambda: e.__cause__, lambda: e.__context__, lambda: e.__suppress_context__, lambda: e.__traceback__, lambda: e.__notes__, lambda: setattr(e, "args", "xy"), lambda: e.args, lambda: setattr(e, "args", 1), lambda: delattr(e, "args"))
t(lambda: setattr(e, "__cause__", 1), lambda: setattr(e, "__context__", 1), lambda: setattr(e, "__traceback__", 1), lambda: setattr(e, "__suppress_context__", 2), lambda: setattr(e, "__cause__", KeyError(1)), lambda: (e.__cause__, e.__suppress_context__))
t(lambda: e.with_traceback(None), lambda: e.with_traceback(1), lambda: e.add_note(1), lambda: e.add_note("n"), lambda: e.__notes__, lambda: e.__dict__, lambda: e.__reduce__(), lambda: e.__setstate__({"q": 2}), lambda: e.q, lambda: e.__setstate__(1))
s = SyntaxError("msg", ("f.py", 3, 5, "text\n", 3, 9))
t(lambda: (s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset), lambda: str(s), lambda: str(SyntaxError("m", ("f", 1, 2, "t"))), lambda: IndentationError("i").msg)
i = ImportError("m", name="n", path="p")
t(lambda: (i.msg, i.name, i.path, i.name_from), lambda: ImportError("a", "b").msg, lambda: ModuleNotFoundError(name="q").name, lambda: repr(i))
n = NameError("m", name="n")
t(lambda: n.name, lambda: AttributeError("a", name="x", obj=3).obj, lambda: AttributeError("a").obj, lambda: UnboundLocalError("q", name="z").name)
t(lambda: StopIteration(1, 2).value, lambda: StopIteration().value, lambda: StopAsyncIteration(3).args, lambda: SystemExit().code, lambda: SystemExit(1).code, lambda: SystemExit(1, 2).code, lambda: str(KeyError("a")), lambda: str(KeyError("a", 1)), lambda: str(KeyError()))
o = OSError(2, "strerr", "f1", None, "f2")
t(lambda: (o.errno, o.strerror, o.filename, o.filename2, type(o).__name__, o.args), lambda: str(o), lambda: str(OSError(2, "x")), lambda: OSError(2), lambda: OSError(2, "x", "f"), lambda: str(OSError(2, "x", b"f")), lambda: OSError(1, 2, 3, 4, 5, 6))
u = UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "bad")
t(lambda: str(u), lambda: (u.encoding, u.object, u.start, u.end, u.reason), lambda: UnicodeDecodeError("a"), lambda: str(UnicodeEncodeError("ascii", "a\xe9b", 1, 2, "r")), lambda: str(UnicodeEncodeError("ascii", "a\xe9\u1234b", 1, 3, "r")), lambda: str(UnicodeDecodeError("u", b"ab", 0, 2, "r")), lambda: UnicodeError(1).args)
