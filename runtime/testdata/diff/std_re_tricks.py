# Regular expressions: groups, lookarounds, flags, templates, splits, errors.
import re

m = re.match(r"(?P<y>\d{4})-(?P<m>\d\d)(-(\d\d))?", "2024-05 x")
print(m.groups(), m.groups("?"), m.groupdict(), m.span("m"), m.start(4), m.lastgroup, m.lastindex, m[0], m["y"], m.expand(r"\g<m>/\1"), m.re.groups, m.string[m.end():])
print(re.findall(r"(?i)\bth\w*", "The this oth THAT"), re.findall(r"(a)|(b)", "ab"), re.split(r"([,;])\s*", "a, b;c", maxsplit=1), re.split(r"x*", "axbc"), re.sub(r"(?<=a)b(?!c)", "X", "abc abd"), re.subn("a", "b", "aaa", 2))
print(re.sub(r"\b(\w)(\w*)", lambda m: m[1].upper() + m[2], "hello big world"), re.sub("(a)(b)?", r"[\1|\2]", "ab a"), re.escape("a.b*c[d] e"), re.fullmatch("a|ab", "ab"))
print([x.span() for x in re.finditer(r"a*", "baac")], re.search(r"(?s)a.b", "a\nb"), re.search(r"^b$", "a\nb\nc", re.M), bool(re.search(r"""(?x) a  # an a
  \ b""", "a b")))
print(re.match(r"(?:a|b)+?c", "abac"), re.match(r"a{2,3}?", "aaaa")[0], re.match(r"a{2,3}+", "aaaa")[0], re.match(r"(?>a+)b", "aab"), re.match(r"(a+)+$", "a" * 20 + "b"))
print(re.compile(r"(\w)(?P<b>\d)?", re.A | re.I), re.compile("a").flags == re.U, repr(re.I | re.M), re.match(r"\w+", "éa", re.A), re.match(rb"\w", b"a"), re.match(r"(?P<q>['\"]).*?(?P=q)", "'a\"b' c")[0])
print(re.search(r"(\d+)(?(1)x|y)", "12x"), re.findall(r"\d+(?=€)", "5€ 6$"), re.search(r"\Aab\Z", "ab\n"), re.split(r"(?=b)", "abab"), re.findall(r"[^\W\d_]+", "ab1_cé"))
for bad in ["(", "a)", "[a", "*a", "a**", "(?P<1>a)", "(?P<a>x)(?P<a>y)", r"\1", "(?<=a+)b", "a{2,1}", "(?z)", "[b-a]", "(?P=x)", "\\", "(?P<a", "x(?i)"]:
    try:
        re.compile(bad)
        print(bad, "ok")
    except re.error as e:
        print(repr(bad), e.msg, e.pos, e)
for bad in (lambda: re.match("a", b"a"), lambda: re.sub("a", r"\2", "a"), lambda: m.group(9), lambda: m["zz"]):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
