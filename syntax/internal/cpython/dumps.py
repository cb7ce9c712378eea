"""Reads file names, one a line; for each prints what CPython makes of it:

    ok HASH          the SHA-256 of what `python -m ast` prints
    attr HASH        of the same with positions (only with -a)
    error CLASS LINE COLUMN END_LINE END_COLUMN MESSAGE
"""
import ast
import hashlib
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20_000)
attributes = "-a" in sys.argv


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


for name in sys.stdin:
    name = name.rstrip("\n")
    with open(name, "rb") as f:
        source = f.read()
    try:
        tree = ast.parse(source, name, type_comments=True)
    except (SyntaxError, ValueError) as e:
        if isinstance(e, SyntaxError):
            print("error", type(e).__name__, e.lineno, e.offset, e.end_lineno, e.end_offset, e.msg)
        else:
            print("error", type(e).__name__, 0, 0, 0, 0, e)
        continue
    if attributes:
        print("attr", digest(ast.dump(tree, include_attributes=True)))
    else:
        print("ok", digest(ast.dump(tree, indent=3)))
