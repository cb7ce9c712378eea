"""The group around a single exception of except*, and causes and contexts inside of an uncaught group."""
# 3.14: one None -> one (17, True)
# 3.14: two None -> two (24, True)


def fails(text):
    raise ValueError(text)


def entry(tb):
    return tb and (tb.tb_lineno, tb.tb_next is None)


def one():
    try:
        fails("v")
    except* ValueError as g:
        print("one", entry(g.__traceback__), repr(g), entry(g.exceptions[0].__traceback__.tb_next))
    try:
        try:
            fails("w")
        except* TypeError:
            print("not here")
        except* (KeyError,
                 ValueError) as g:
            print("two", entry(g.__traceback__))
            raise
    except ExceptionGroup as g:
        print(repr(g))
    try:
        raise ExceptionGroup("real", [ValueError(1)])
    except* ValueError as g:
        print("three", entry(g.__traceback__))


one()


def nested(i):
    try:
        fails(f"inner {i}")
    except ValueError as exc:
        if i == 1:
            raise KeyError(i) from exc
        if i == 2:
            raise ExceptionGroup("deep", [OSError(1, "x"), nested(3)]) from exc
        if i == 3:
            try:
                raise TypeError("t")
            except TypeError as t:
                t.add_note("a note\nof two lines")
                return t
        raise LookupError(i)


def collect():
    errors = []
    for i in range(3):
        try:
            nested(i)
        except Exception as exc:
            errors.append(exc)
    return errors


raise ExceptionGroup("all", collect()) from RuntimeError("cause\n\nwith an empty line")
