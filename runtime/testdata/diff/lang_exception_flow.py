# record: 3.14
# finally, else, re-raise, chains, notes, returns that override, nested context.
import sys
import traceback


def flow(kind):
    out = []
    try:
        out.append("try")
        if kind == "raise":
            raise KeyError(kind)
        if kind == "return":
            return out
        if kind == "nested":
            try:
                raise ValueError("in")
            finally:
                out.append("inner")
    except KeyError as e:
        out.append(f"except {e}")
    except (ValueError, TypeError):
        out.append(sys.exc_info()[0].__name__)
    else:
        out.append("else")
    finally:
        out.append("finally")
    out.append(sys.exc_info()[0])
    return out


for k in ("none", "raise", "return", "nested"):
    print(k, flow(k))


def override():
    for i in range(3):
        try:
            if i == 1:
                return "from try"
        finally:
            if i == 1:
                break
    return "after"


def swallow():
    try:
        raise OSError
    finally:
        return "swallowed"


print(override(), swallow())


def chain(how):
    try:
        try:
            {}["k"]
        except KeyError as e:
            if how == "from":
                raise RuntimeError("r") from e
            if how == "none":
                raise RuntimeError("r") from None
            if how == "bare":
                raise
            raise RuntimeError("r")
    except Exception as e:
        e.add_note(how)
        return e


for how in ("from", "none", "context", "bare"):
    e = chain(how)
    print(how, repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__, e.__notes__)
print("".join(traceback.format_exception_only(chain("bare"))), end="")
print([type(x).__name__ for x in (lambda e: [e, e.__context__])(chain("context"))])


class Ctx:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        self.saw = t and t.__name__
        return self.swallow


with Ctx(True) as c:
    raise LookupError
print(c.saw)
try:
    with Ctx(False) as c, Ctx(False) as d:
        raise IndexError("x")
except IndexError:
    print(c.saw, d.saw)


def cycle():
    try:
        raise ValueError("a")
    except ValueError as a:
        try:
            raise TypeError("b")
        except TypeError as b:
            try:
                raise a
            except ValueError as again:
                return again is a, repr(a.__context__), b.__context__


print(cycle())


class Custom(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
    def __str__(self): return f"code {self.code}"


try:
    raise Custom(7, "x")
except Exception as e:
    print(e, repr(e), e.args, e.with_traceback(None) is e, e.__traceback__)
for bad in (lambda: exec("raise 3"), lambda: exec("raise ValueError from 3"), lambda: exec("raise"), lambda: exec("try:\n 1/0\nexcept 3:\n pass"), lambda: setattr(ValueError(), "__cause__", 3), lambda: exec("raise Custom", {"Custom": Custom})):
    try:
        bad()
    except BaseException as e:
        print(type(e).__name__, e)
g = (1 / x for x in [1, 0])
try:
    list(g)
except ZeroDivisionError as e:
    print(e.__traceback__.tb_next.tb_frame.f_code.co_name)
