"""Reads file names, one a line; writes for each one JSON value: CPython's symbol
tables as [type, name, {symbol: [flags, scope]}, [children]], or an error
[class, message, line, column].
"""
import json
import symtable
import sys
import warnings

warnings.simplefilter("ignore")


def table(t):
    symbols = {s.get_name(): [s._Symbol__flags & 0xFFF, s._Symbol__scope] for s in t.get_symbols()}
    return [str(t.get_type()), t.get_name(), symbols, [table(c) for c in t.get_children()]]


for name in sys.stdin:
    with open(name.rstrip("\n"), "rb") as f:
        source = f.read()
    try:
        answer = table(symtable.symtable(source, "f", "exec"))
    except SyntaxError as e:
        answer = [type(e).__name__, e.msg, e.lineno, e.offset]
    print(json.dumps(answer))
