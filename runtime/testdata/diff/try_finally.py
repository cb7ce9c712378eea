# record: 3.14
log = []
def ret():
    try: return "try"
    finally: log.append("fin")
def ret_over():
    try: return "try"
    finally: return "over"
def loop():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally: out.append(f"f{i}")
    else: out.append("else")
    return out
def swallow():
    for i in range(3):
        try: raise ValueError(i)
        finally:
            if i == 1: break
            continue
    return i
def nested():
    out = []
    try:
        try:
            try: 1 / 0
            finally: out.append("a")
        except ZeroDivisionError as e:
            out.append(str(e)); raise KeyError("k") from e
        finally: out.append("b")
    except KeyError as e: out.append((repr(e), repr(e.__cause__), repr(e.__context__)))
    else: out.append("never")
    finally: out.append("c")
    return out
def els():
    try: pass
    except: return 1
    else: return "else"
    finally: log.append("els")
def reraise():
    try:
        try: raise ValueError("x")
        except ValueError: raise
    except ValueError as e: return str(e)
def var_deleted():
    try: raise ValueError
    except ValueError as e: pass
    try: e
    except UnboundLocalError as x: return str(x)
def while_true():
    n = 0
    while True:
        try:
            n += 1
            if n < 3: continue
            return n
        finally:
            if n < 5 and n > 2:
                n = 10
def gen():
    try:
        yield 1
        try: yield 2
        finally: log.append("inner")
    finally: log.append("outer")
print(ret(), ret_over(), loop(), swallow(), nested(), els(), reraise(), var_deleted(), while_true())
for v in gen():
    if v == 2: break
print(log)
def multi():
    for exc in (ValueError("v"), KeyError("k"), TypeError("t"), OSError(2, "No such")):
        try: raise exc
        except (ValueError, KeyError) as e: print("vk", repr(e), e.args)
        except TypeError: print("t")
        except Exception as e: print("other", e, e.errno)
multi()
try:
    try: raise ValueError
    except 5: pass
except TypeError as e: print(e)
try: raise 5
except TypeError as e: print(e)
try: raise ValueError from 5
except TypeError as e: print(e)
def deep(n):
    try:
        if n: return deep(n - 1)
        raise IndexError("bottom")
    finally: log.append(n)
log.clear()
try: deep(3)
except IndexError as e: print(e, log)
try: raise
except RuntimeError as e: print(e)
import sys
try: 1/0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__)
    try: {}["k"]
    except KeyError as e: print(repr(e.__context__), e.__suppress_context__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())
def fin_in_loop():
    r = []
    for a in range(2):
        for b in range(2):
            try:
                with_break = b == 1
                if with_break: break
            finally: r.append((a, b))
        else: r.append("else")
    return r
print(fin_in_loop())
assert True
try: assert 1 == 2, "msg"
except AssertionError as e: print(e.args)
try: assert []
except AssertionError as e: print(e.args)
e = ValueError("n"); e.add_note("note"); print(e.__notes__, e.with_traceback(None) is e)
