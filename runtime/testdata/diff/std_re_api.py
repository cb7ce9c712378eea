"""Pattern and Match objects, the functions of the module."""

import copy

import re

p = re.compile(r"(?P<first>\w)(?P<second>\w)?(x)?", re.I | re.M)
print(p, p.pattern, p.flags, p.groups, p.groupindex, type(p), type(p.groupindex).__name__)
m = p.search("  ab cd", 2, 6)
print(m, m.pos, m.endpos, m.lastindex, m.lastgroup, m.re is p, m.string, m.regs, bool(m))
print(m.group(), m.group(0, 1, "second"), m.group(3), m["first"], m[0], m[2], m.groups(), m.groups("-"), m.groupdict(), m.groupdict(5))
print(m.start(), m.end(), m.span(), m.start(3), m.end("second"), m.span(1), m.expand(r"\2\1\g<first>\n\3|\\"), m.expand("plain"))
print(p.match("ab", 1), p.match("ab", -5), p.match("ab", 5), p.match("ab", 1, 1), p.match("ab", 2), p.fullmatch("abx"), p.fullmatch("abxx"))
print(re.compile("^a").match("ba", 1), re.compile("(?<=b)a").match("ba", 1), re.compile("a$").match("ab", 0, 1), re.compile(r"\ba").search("ba", 1))
print(copy.copy(p) is p, copy.deepcopy(m) is m)
print(p == re.compile(p.pattern, re.I | re.M), p == re.compile(p.pattern), hash(p) == hash(re.compile(p.pattern, re.I | re.M)), p != 1, re.compile("a") == re.compile(b"a"))
print([repr(re.compile(*a)) for a in [("a",), ("a", re.A), (b"a",), (b"a", re.L), ("a", re.DEBUG * 0 | re.S | re.X), ("a" * 300,), ("'\n",)]])
print(repr(re.match("a*", "a" * 100)), repr(re.match(b"a", b"abc")), repr(re.match("é", "é")))
print(re.sub("a", "b", "aXa"), re.sub("a", "b", "aaa", count=2), re.sub("x*", "-", "abxd"), re.sub("(a)|b", r"[\1]", "ab"), re.sub("", "-", "ab"))
print(re.sub("a", lambda m: m.group().upper() * 2, "bab"), re.subn("[ab]", "", "cabac"))
print(re.sub(b"(a)", b"[\\1\\n\\0\\101]", b"bab"), re.sub("é", "\\\\e", "éa"), re.sub("a", r"\a\b\f\r\t\v\-\é", "a"))
print(re.split(r"\W+", "Words, words, words."), re.split(r"(\W+)", "Words, words.", maxsplit=1), re.split("x*", "axbc"), re.split("(x)|(y)", "axbyc"), re.split(",", ""))
print(re.findall("a(b)?", "abaab"), re.findall("(a)(b)?", "abaab"), re.findall("", "ab"), re.findall(r"\b|:+", "a::bc"), re.findall("a", "aaa", re.I))
print([m.span() for m in re.finditer("a|$", "baab")], [m.group() for m in re.finditer(b"[0-9]+", b"1 22 333")])
it = re.finditer("a", "aa")
print(type(it).__name__, next(it), next(it), next(it, None), next(it, None))
sc = re.compile("(a)|(b)").scanner("abxa")
print(sc.pattern, sc.match(), sc.match(), sc.match(), sc.search())
sc = re.compile("a").scanner("xaya", 1)
print([sc.search() for _ in range(3)])
print(re.escape("a.b*c [x]\n-#é_~&"), re.escape(b"a.b\xff"), re.escape(""))
print(re.match("(?P<n>x)?y", "y").groupdict(), re.match("(?P<n>x)?y", "y").span("n"), re.match("(a)(b)?", "a").lastgroup)
print(re.RegexFlag.I, repr(re.I), re.I | re.M, repr(re.I | re.M), re.IGNORECASE is re.I, repr(re.RegexFlag(0)), repr(re.NOFLAG), re.RegexFlag(258), ~re.I, int(re.X), re.U.name)
print(re.compile("a", re.I | re.X).flags, type(re.compile("a", re.I).flags).__name__, re.A.value, re.RegexFlag["S"], list(re.RegexFlag)[:3])
print(re.error is re.PatternError, re.error.__name__, issubclass(re.error, Exception), re.error.__module__)
e = re.error("msg", "ab\ncd", 4)
print(e, e.args, e.msg, e.pattern, e.pos, e.lineno, e.colno, re.error("only"), re.error("m", b"ab", 1))
print(re.compile(re.compile("x")).pattern, re.purge(), re.Pattern[str], re.Match[bytes])
print(isinstance(p, re.Pattern), isinstance(m, re.Match), re.Pattern.__module__, re.Match.__name__)


class S(str):
    pass


s = S("hello")
print(type(re.sub("z", "", s)).__name__, type(re.match("h", s).string).__name__, type(re.match(".*", s).group()).__name__, type(re.findall(".*", s)[0]).__name__)
print(re.match(b"a+", bytearray(b"aab")).group(), type(re.sub(b"a", b"", bytearray(b"ba"))).__name__)


class Word:
    def __index__(self):
        return 1


print(re.match("(a)", "a").group(Word()), re.match("a", "a").group(False))
tokens = re.Scanner([(r"[0-9]+", lambda s, t: int(t)), (r"[a-z_]+", lambda s, t: t), (r"[+=]", "op"), (r"\s+", None)])
print(tokens.scan("sum = 3 + foo!bar"))
for bad in (lambda: p.match(), lambda: re.sub("a", "b", "c", 1, 2, 3), lambda: m.foo, lambda: re.Pattern(), lambda: re.Match()):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
