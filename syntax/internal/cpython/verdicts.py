"""Reads one JSON string a line, a Python source; writes one JSON value a line:
null when CPython parses it, else [class, message, line, column, end_line, end_column].

With the argument "compile" the compiler's errors count too.
"""
import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
flags = 0 if "compile" in sys.argv else ast.PyCF_ONLY_AST
for line in sys.stdin:
    source = json.loads(line)
    try:
        compile(source, "f", "exec", flags, dont_inherit=True)
        answer = None
    except SyntaxError as e:
        answer = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    except (ValueError, MemoryError, RecursionError, OverflowError) as e:
        answer = [type(e).__name__, str(e), 0, 0, 0, 0]
    print(json.dumps(answer))
