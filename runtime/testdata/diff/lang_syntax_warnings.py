# record: 3.14
"""What the compiler warns of, in a text that is compiled and in this very file."""
import sys
import warnings


def t(src, mode="exec", action="always"):
    with warnings.catch_warnings(record=True) as got:
        warnings.simplefilter(action)
        try:
            code = compile(src, "<src>", mode)
        except SyntaxError as e:
            print("  error", e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    for w in got:
        print("  ", w.category.__name__, w.message, w.filename, w.lineno)
    if not got:
        print("   none", repr(src)[:50])


print("is")
for s in ("x is 1", "x is not 'a'", "1 is x", "x is ()", "x is (1, 2)", "x is -1", "x is None", "x is True", "x is ...", "x is b'a'", "x is 1.5", "x is 1j", "x is f'a'", "x is f'{x}'", "x == 1 is y", "x is y is 2", "x is []", "'a' is 'b'", "() is x", "x is {}", "x is not 5 is not y", "x is (1)", "x is __debug__", "x is lambda: 0", "x is not not 1", "1 is None", "None is 'x'", "x is 'a' 'b'", "x is t'a'"):
    t(s)
print("assert")
for s in ("assert (x, 'msg')", "assert ()", "assert (1,)", "assert x, 'm'", "assert (x), ('m')", "assert [1]", "assert (x, y), 'm'", "assert *a, b" if False else "assert 'always'", "assert (lambda: 0)"):
    t(s)
print("calls")
for s in ("1(2)", "'a'()", "[1](2)", "(1, 2)(3)", "{}()", "{1: 2}()", "{1}()", "f'x'()", "f'{x}'()", "None()", "True()", "...()", "(x for x in y)()", "[x for x in y]()", "{x for x in y}()", "{x: x for x in y}()", "(lambda: 0)()", "x()", "1.5()", "b''()", "1j()", "-1()", "(x)()", "[(1, 2)\n (3, 4)]", "x = [1 (2)]", "t'x'()"):
    t(s)
print("subscripts")
for s in ("1[2]", "1.5[0]", "None[0]", "True[0]", "...[0]", "'a'[0]", "b'a'[0]", "(1, 2)[0]", "[1][0]", "{1: 2}[0]", "{1}[0]", "{x for x in y}[0]", "(x for x in y)[0]", "(lambda: 0)[0]", "f'x'[0]", "1j[0]", "x[0]", "[1]['a']", "'a'['b']", "(1,)['a']", "[1][1.5]", "[1][None]", "[1][()]", "[1][1, 2]", "[1][...]", "[1][x]", "[1][True]", "[1]['a':]", "'a'[1j]", "f'x'['a']", "[1][-1]", "[1][b'a']", "[1][[1]]", "[1][lambda: 0]", "[x for x in y]['a']", "{1: 2}['a']", "f'{x}'[1.5]", "b'a'['x']", "[1][f'x']", "[1][(1)]", "[1][{}]"):
    t(s)
print("finally")
for s in (
    "def f():\n    try: pass\n    finally: return 1", "for i in x:\n    try: pass\n    finally: break", "for i in x:\n    try: pass\n    finally: continue", "try: pass\nfinally:\n    for i in x: break", "try: pass\nfinally:\n    while x: continue\n    else:\n        y = 1", "def f():\n    try: pass\n    finally:\n        def g(): return 1", "def f():\n    try: pass\n    finally:\n        lambda: 1\n        if x:\n            return", "while x:\n    try: pass\n    finally:\n        for i in y: pass\n        else: break",
    "def f():\n    try:\n        return 1\n    finally:\n        try:\n            return 2\n        finally:\n            return 3", "def f():\n    try: pass\n    except E: return 1\n    else: return 2\n    finally: pass", "def f():\n    try: pass\n    finally:\n        with a:\n            return", "for i in x:\n    try: pass\n    finally:\n        try: pass\n        except: continue", "def f():\n    try: pass\n    finally:\n        match x:\n            case 1: return 1", "for i in x:\n    try: pass\n    finally:\n        class A:\n            for j in y: break", "async def f():\n    try: pass\n    finally:\n        async for i in x: continue\n        return",
):
    t(s)
print("numbers and escapes")
for s in ("0or 1", "1if x else y", "0xfor x", "1and 2", "0x1in y", "1_000or 2", "1.5or 2", "1jor 2", "0b1or 2", "0o7or 2", "1is x", "1not in x", "[1for x in y]", "1else", "'\\d'", "b'\\q'", "f'\\d{x}'", "'\\8'", "'\\400'", "b'\\777'", "r'\\d'", "'''\n\n\\z'''", "t'\\p'", "f'''\n{x}\\y'''", "'\\d' '\\e'", "x = '\\N{DASH}' if False else 1" if False else "'ok\\n'"):
    t(s)
print("errors")
for s in ("x is 1", "assert (1, 2)", "1()", "1[0]", "[1]['a']", "'\\d'", "0or 1", "def f():\n    try: pass\n    finally: return 1", "y = x + (\n    'abc' is z)"):
    t(s, action="error")
print("once a place")
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("default")
    compile("x is 1\nx is 2\nx is 3", "<a>", "exec")
    compile("x is 1", "<a>", "exec")
    eval("1 is 1")
    exec("1 is 1")
print([(str(w.message), w.filename, w.lineno) for w in got])


def here(x):
    if x is 5:
        return "five"
    assert (x, "never")
    for i in range(2):
        try:
            pass
        finally:
            continue
    return [(1, 2), [3]["a":]] if x else 1


print(here(0), file=sys.stderr)
