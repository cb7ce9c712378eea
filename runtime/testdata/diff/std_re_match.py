# record: 3.14
"""What patterns match: searches of many patterns in many texts."""

import re

texts = [
    "", "a", "ab", "abc", "aabb", "abab", "xabcy", "a\nb\n", "foo bar  baz", "key=value; k2 = v2", "aaaaaaaaab", "12 0x1F -3.5e10",
    "((a)(b))", "tést ünïcode ß", "ababab", "The Quick\tbrown", "<b>x</b><i>y</i>", "a1b22c333", "\n", "ba" * 5,
]
patterns = [
    r"", r"a", r"a*", r"a+?", r"(a|ab)(c|bcd)?", r"(a*)*", r"(a|b)*", r"(a*|b)*", r"(?:a|b)+?b", r"^a", r"b$", r"^$", r"(?m)^\w", r"(?m)$",
    r"\bb", r"\B", r"\b\w+\b", r"\w+\s*=\s*(\w+)", r"(?P<k>\w+)\s*=\s*(?P<v>\w+)", r"[^ab]", r"[a-c]{2,3}", r"[\w.]+", r"\d+", r"\D+", r"\S+",
    r"(\w)\1", r"(?P<x>a)(?P=x)", r"(a)?(?(1)b|c)", r"(a)?(?(1)b)", r"a(?=b)", r"a(?!b)", r"(?<=a)b", r"(?<!a)b", r"(?<=ab)a", r"(?>a*)b", r"a*+b", r"a++a",
    r"(?:ab)++", r"(?:ab){2}", r"(?:ab){,2}?b", r"a{2}", r"a{3,}", r"a{0}b", r"((a)(b)?)+", r"(a)|(b)|(c)", r"(?:(a)|b)*", r"(?:(a)|(b))*", r".*", r".*?b", r"(?s).+",
    r"<(\w)>(.*?)</\1>", r"\Aa", r"a\Z", r"a\z", r"(?i)AB", r"(?i:A)b", r"(?i)[A-C]+", r"(?x) a  b # c", r"(?-i:a)B", r"[]a]", r"[^]a]+", r"[a\-z]", r"\x61", r"\141", r"\u0061",
    r"(?:a|ab|abc)$", r"(a+)(a+)b", r"(.)(.)(.)", r"(?=(a+))a*b\1", r"(?=(\w))\w(?<=\1)", r"((?:a|b)*?)b", r"(a(?:b(c)?)?)+", r"\W", r"[\d\s]+", r"[^\w\s]", r"(|a)+", r"(a|)+",
    r"(?:|a)*?b", r"(a?)*?$", r"(?:a?){3}b", r"(?:a?)*y", r"x*", r"(b|a)(?<!b)", r"(?<![ab])\w", r"(?:(?=a)a|b)+", r"(?!a|b)\w+", r"\b", r"(?a)\w+", r"ü|ß", r"[é-ü]",
]
for p in patterns:
    c = re.compile(p)
    out = []
    for i, s in enumerate(texts):
        m = c.search(s)
        if m:
            out.append((i, m.span(), m.groups(), m.lastindex))
    print(repr(p), out)
    print("  ", [(i, c.findall(s)) for i, s in enumerate(texts[:14]) if c.search(s)])
    print("  ", [bool(c.fullmatch(s)) for s in texts].count(True), [i for i, s in enumerate(texts) if c.match(s)])
    print("  ", [c.sub("<>", s) for s in texts[:8]], c.subn(r"[\g<0>]", "xaabbab", count=2), c.split("xaabbab", maxsplit=2))
