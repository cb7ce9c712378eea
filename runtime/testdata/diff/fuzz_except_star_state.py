# What is being handled after the clauses of except* and in finally.
import sys
def now(): return repr(sys.exception())
def f(kind):
    try:
        try: raise kind
        except* ValueError as e:
            print("V", now())
            try: {}["k"]
            except KeyError: print("K", now())
            print("again", now())
        finally:
            print("fin", now())
            try: raise OSError("in finally")
            except OSError as e: print(repr(e.__context__))
    except* (TypeError, RuntimeError) as e: print("outer", now())
    print("end", now())
f(ValueError(1)); f(TypeError(2)); f(ExceptionGroup("g", [ValueError(1), TypeError(2)])); f(ExceptionGroup("h", [RuntimeError(3)]))
for i in range(2):
    try: raise ValueError(i)
    except* ValueError: print(i, now())
print(now())
