# record: 3.14
"""Malformed patterns: messages and places."""

import re
import warnings

warnings.simplefilter("ignore")
patterns = [
    '(', ')', '[', 'a**', '*', '+a', '?', '(?', '(?P', '(?P<', '(?P<a', '(?P<a>', '(?P<1>a)', '(?P=', '(?P=a)',
    '(?P<a>(?P=a))', '(?P<a>)(?P<a>)', '(?#', '(?:', '(?=', '(?!', '(?<', '(?<a', '(?<=a+)', '(?<!a|bc)',
    '(?(1)a|b|c)', '(?(0)a)', '(?(a)b)', '(?(1', '(?(1)a', '(?(99)a)', '(?z)', '(?i', '(?i-', '(?i-i:a)',
    '(?-i)', '(?-:a)', '(?-z:a)', '(?i-z:a)', '(?-a:b)', '(?au:x)', '(?L)a', '(?aL:b)', 'a(?i)b', '(a(?i)b)',
    'x{2,1}', 'x{99999999999}', 'x{,99999999999}', 'x{1}{2}', 'x*?*', 'x*+*', '\\x', '\\x1', '\\u12', '\\U0001',
    '\\U11111111', '\\N', '\\N{', '\\N{}', '\\N{foo}', '\\q', '\\8', '(\\1)', '(a)\\2', '\\777', '[\\777]',
    '\\400', '\\', 'a\\', '[\\q]', '[\\8]', '[b-a]', '[a-\\d]', '[\\d-a]', '[a', '[]', '[^]', '[a-', '[a-z',
    '^*', '$+', '\\b*', '(?=a)*', '(?:)*', '(?<=(a)\\1)b', '(?<=(a)(?(1)b))', '(?P>a)', '(?P', '(?<=a)(?',
    "()" * 101, 'a|*', '(|*)', 'a\n(', 'ab\ncd\n[', '(?x)a # c\n (', '{', 'a{', 'a{1', 'a{1,', 'a{,', '{1}',
    'a{}', 'x{a}', '[[a]', '[a&&b]', '[a||b]', '[a~~b]', '[a--b]', '[--a]', '(?x: a ', '(?P<é>a)(?P=é)',
    '(?(é)a)', '(?P<a-b>x)', '(?P<>x)', '(?P=)', '(?()a)', '(?(-1)a)', '(?(+1)a)', '(?(01)a)()', '(?(a b)c)',
    '(?P<x', '(?P!', '(?P', '(?<', '(?i', '(?i!', '(?ié', '(?-é', '(?-', '\\09', '\\0', '\\01', '\\18',
    '(a)\\18', '()\\10', '\\b\\B\\A\\Z\\z', '[\\b]', '[\\A]', '[\\z]', '(?>', '(?>a', '(?>a)', 'a++', 'a?+',
    'a{1,2}+', '(?<=)', '(?<!)', '(?=)', '(?!)', '(?:a)(?i)', '(?i)(?s)a', '(?i)|a', '|(?i)a', '(?#x)(?i)a',
    '(?x) (?i)a', ' (?i)a', '(?i:(?a:x))', '(?P<a>x)(?P<b>y)(?P<a>z)', '(?<=x{3})y', '(?<=x{2,3})y',
    '(?<=(?:ab|cd))y', '(?<=(x)|y)z', '(?<!(?:a|bb))z',
]
for flags in (0, re.X, re.A):
    for p in patterns:
        for q in (p, p.encode()):
            try:
                c = re.compile(q, flags)
                print(repr(q)[:60], c.flags, c.groups, dict(c.groupindex), repr(c)[:90])
            except re.error as e:
                print(repr(q)[:60], "error", e, e.pos, e.lineno, e.colno)
            except (OverflowError, ValueError) as e:
                print(repr(q)[:60], type(e).__name__, e)
for make in (
    lambda: re.compile(1),
    lambda: re.compile("a", re.L),
    lambda: re.compile(b"a", re.U),
    lambda: re.compile("a", re.A | re.U),
    lambda: re.compile(b"a", re.A | re.L),
    lambda: re.compile(re.compile("a"), re.I),
    lambda: re.match("a", b"a"),
    lambda: re.match(b"a", "a"),
    lambda: re.match("a", 5),
    lambda: re.sub("a", b"x", "a"),
    lambda: re.sub(b"a", "x", b"a"),
    lambda: re.sub("a", lambda m: 5, "bab"),
    lambda: re.sub("(a)", r"\2", "a"),
    lambda: re.sub("(a)", r"\g<b>", "a"),
    lambda: re.sub("(a)", r"\g<2>", "a"),
    lambda: re.sub("(a)", r"\g<", "a"),
    lambda: re.sub("(a)", r"\g<>", "a"),
    lambda: re.sub("(a)", r"\g", "a"),
    lambda: re.sub("(a)", r"\g<a", "a"),
    lambda: re.sub("(a)", r"\g<1a>", "a"),
    lambda: re.sub("(a)", r"\q", "a"),
    lambda: re.sub("(a)", "x\\", "a"),
    lambda: re.sub("(a)", r"\777", "a"),
    lambda: re.sub("(a)", r"\8", "a"),
    lambda: re.match("(a)", "a").group(2),
    lambda: re.match("(a)", "a").group("x"),
    lambda: re.match("(a)", "a").group(-1),
    lambda: re.match("(a)", "a").group(1.5),
    lambda: re.match("(a)", "a")[3],
    lambda: re.match("(a)", "a").start(2),
    lambda: re.match("(a)", "a").span("q"),
):
    try:
        print(make())
    except re.error as e:
        print("error", e, e.msg, e.pattern, e.pos)
    except Exception as e:
        print(type(e).__name__, e)
