def fail(n):
    raise ValueError(n)

def collect():
    errs = []
    for i in range(2):
        try:
            fail(i)
        except ValueError as e:
            errs.append(e)
    try:
        raise ExceptionGroup("inner", errs)
    except ExceptionGroup as g:
        raise ExceptionGroup("outer", [g, TypeError("t")]) from None

collect()
