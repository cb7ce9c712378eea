# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


v, k, n = ValueError(1), KeyError("k"), TypeError("t")
eg = ExceptionGroup("outer", [v, ExceptionGroup("inner", [k, n]), OSError(5, "io")])
t(lambda: eg, lambda: str(eg), lambda: eg.message, lambda: eg.exceptions, lambda: eg.args, lambda: eg.split(ValueError), lambda: eg.split((KeyError, TypeError)), lambda: eg.subgroup(KeyError), lambda: eg.subgroup(ZeroDivisionError), lambda: eg.subgroup(lambda e: isinstance(e, TypeError)), lambda: eg.split(lambda e: True), lambda: eg.split(ExceptionGroup), lambda: eg.subgroup(Exception) is eg)
t(lambda: ExceptionGroup(), lambda: ExceptionGroup("a"), lambda: ExceptionGroup(1, [v]), lambda: ExceptionGroup("a", []), lambda: ExceptionGroup("a", [1]), lambda: ExceptionGroup("a", 1), lambda: ExceptionGroup("a", [v, int]), lambda: ExceptionGroup("a", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("a", [v]), lambda: BaseExceptionGroup("a", [KeyboardInterrupt()]), lambda: ExceptionGroup("a", (v,)), lambda: ExceptionGroup("a", {v}), lambda: ExceptionGroup("a", [v], 3))
t(lambda: eg.split(1), lambda: eg.split(int), lambda: eg.split((ValueError, 1)), lambda: eg.subgroup(), lambda: eg.subgroup("x"), lambda: eg.derive([v]), lambda: eg.derive([]), lambda: eg.derive([KeyboardInterrupt()]))


class EG(ExceptionGroup):
    def __new__(cls, m, es, code=0):
        self = super().__new__(cls, m, es)
        self.code = code
        return self

    def derive(self, es):
        return EG(self.message + "!", es, self.code)


class Plain(ExceptionGroup):
    pass


class Mixed(ExceptionGroup, ValueError):
    pass


class Broken(ExceptionGroup):
    def derive(self, es):
        return 5


x = EG("m", [v, k, EG("n", [n], 3)], 7)
x.add_note("note")
try:
    raise x from LookupError("cause")
except EG as e:
    a, b = e.split(TypeError)
    print(a, b, a.code, b.code, a.__notes__, b.__cause__, a.__traceback__ is e.__traceback__, a.__notes__ is x.__notes__)
t(lambda: Plain("p", [v, k]).split(ValueError), lambda: Mixed("q", [v]).subgroup(ValueError), lambda: Broken("b", [v, k]).split(ValueError), lambda: Plain("p", [KeyboardInterrupt()]), lambda: type(BaseExceptionGroup("z", [n])))
t(lambda: ExceptionGroup[int], lambda: BaseExceptionGroup.__class_getitem__(str), lambda: issubclass(ExceptionGroup, Exception), lambda: ExceptionGroup.__mro__)
deep = ValueError("d")
for i in range(5):
    deep = ExceptionGroup(str(i), [deep])
t(lambda: deep, lambda: deep.subgroup(ValueError), lambda: deep.split(KeyError))
try:
    try:
        raise ExceptionGroup("g", [v, k, n])
    except* ValueError as e:
        print("V", e, e.__context__)
        raise
    except* KeyError as e:
        print("K", e)
        raise RuntimeError("new") from e
except ExceptionGroup as e:
    print([type(i) for i in e.exceptions], [i.__cause__ for i in e.exceptions])
