def run(kind, handle=True):
    log = []
    try:
        try:
            log.append("body")
            if kind: raise kind
        except (KeyError, IndexError) as e: log.append(f"caught {e!r}")
        except ValueError as e:
            log.append("value")
            raise RuntimeError("from") from e
        else: log.append("else")
        finally: log.append("finally")
    except BaseException as e: log.append((type(e).__name__, str(e), type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__))
    return log
for k in (None, KeyError("k"), IndexError, ValueError("v"), TypeError("t"), KeyboardInterrupt): print(run(k))
def f():
    try: return "try"
    finally: print("fin")
print(f())
def g():
    try: raise ValueError
    except ValueError as e: pass
    try: e
    except NameError as n: print(n)
g()
try:
    try: 1 / 0
    finally: raise KeyError("x")
except KeyError as e: print(repr(e.__context__), e.__cause__)
try:
    try: 1 / 0
    except ZeroDivisionError: raise KeyError("y") from None
except KeyError as e: print(repr(e.__context__), e.__cause__, e.__suppress_context__)
for bad in ("s", 1, (ValueError, 1), [ValueError]):
    try:
        try: raise KeyError
        except bad: pass
    except TypeError as e: print(e)
for bad in ("s", 1, None, object):
    try: raise bad
    except TypeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
class E(Exception):
    def __new__(cls, *a): return 5 if a else super().__new__(cls)
try: raise E
except E as e: print("E", e.args)
import sys
try: raise ValueError(1)
except ValueError:
    print(sys.exc_info()[0], sys.exception())
    try: raise KeyError
    except KeyError: print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exc_info())
