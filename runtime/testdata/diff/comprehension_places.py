# Where a comprehension fails while it adds an element.
import traceback


def sets(xs):
    return {
        x
        for x in xs
    }


def dicts(xs):
    return {
        x:
            1 for x in xs
    }


for f in sets, dicts:
    try:
        f([1, []])
    except TypeError as e:
        last = traceback.extract_tb(e.__traceback__)[-1]
        print(last.name, last.lineno, last.end_lineno, last.colno, last.end_colno)
