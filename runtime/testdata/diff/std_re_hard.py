"""Long texts, deep patterns, and captures under backtracking."""

import re

print(re.match("(?:a|b)*c", "ab" * 20000 + "c").end(), re.match("(?:ab?)*?c", "ab" * 20000 + "c").end(), re.match("(a|b)*", "ab" * 20000).span(1))
print(re.match(".*" * 4 + "x", "a" * 60), re.match("(a*)(a*)(a*)b", "a" * 100), re.fullmatch("(?:(?:a){1,3}){2,5}", "a" * 11).span())
print(re.match("((a)|b)*", "ab").groups(), re.match("(?:(a)|b)*", "ab").groups(), re.match("(?:(a)|(b)|(c))*", "abc").groups(), re.match("((a)?b)*", "abb").groups())
print(re.match("(a?)*b", "aab").groups(), re.match("(a|b?)*c", "abc").groups(), re.match("(?:(x)?y)*z", "xyyz").groups(), re.match("(()|a)+b", "aab").groups())
print(re.match("(?=(a+?))(\\1)ab", "aab").groups(), re.match("(?!(a)b)a", "ac").groups(), re.match("(?=(?:(a)|b)*c)\\w", "bac").groups(), re.match("(?>(a+)|b)ab?", "aab"))
print(re.match("(a+|b+)*?c", "aabbc").groups(), re.match("(a(?=b)|a)(b?)", "ab").groups(), re.match("(?:(a)(?=b)|a)*", "aab").groups(), re.search("(?<=(a))b", "ab").groups())
print(re.match("(?:(?P<q>['\"])|x)a(?(q)(?P=q)|y)", "'a'").groups(), re.match("(?:(?P<q>['\"])|x)a(?(q)(?P=q)|y)", "xay").groups(), re.match("(?:(?P<q>['\"])|x)a(?(q)(?P=q)|y)", "'ay"))
print(re.match("(?:a{2}){2}", "aaaa").span(), re.match("(?:a{1,2}){2}", "aaa").span(), re.match("(?:a{1,2}?){2}", "aaaa").span(), re.match("(?:a{1,2}+){2}", "aaa").span(), re.match("(?:a{1,2}+){2}", "aa"))
print(re.match("(?:a?)*", "aa").span(), re.match("(?:a*)+", "aa").span(), re.match("(?:a*?)*?b", "aab").span(), re.match("(?:(?:a*)*)*b", "aaab").span(), re.match("(?:){3,5}x", "x").span())
print(re.match("a{0,0}b", "b").span(), re.match("(a){0}b", "b").groups(), re.match("(a){0,}?b", "ab").groups(), re.match("(?:(a){0}|b)*c", "bc").groups())
print(len(re.findall(r"(?<!\d)\d{3}(?!\d)", "123 4567 890 12" * 500)), len(re.sub(r"(\w+) (\w+)", r"\2 \1", "ab cd " * 5000)), len(re.split(r"[,;]\s*", "a, b;c" * 3000)))
nested = "(" * 90 + "a" + ")" * 90
print(re.match(nested, "a").groups() == ("a",) * 90, re.match("(?:" * 300 + "a" + ")*" * 300, "aaa").span(), re.compile("|".join(f"w{i}" for i in range(500))).match("w499").span())
big = re.compile("".join(f"(?P<g{i}>.)" for i in range(150)))
m = big.match("x" * 149 + "y")
print(m.lastindex, m.lastgroup, m["g149"], m.group(150), len(m.groupdict()), big.groups, big.sub(r"\g<150>\99", "x" * 98 + "z" + "w" * 51))
# A function that uses the pattern while it replaces.
p = re.compile(r"\d+")
print(p.sub(lambda m: str(len(p.findall("1 2 3"))) + p.sub("n", m.group() + "x"), "a1b22"))
csv = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^,"]*))\s*(?:,|$)')
print([m.groups() for m in csv.finditer(r'one, "two \" x", ,"",end')])
url = re.compile(r"^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<host>[^/?#:]*)(?::(?P<port>\d+))?)?(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#(?P<frag>.*))?$")
for u in ("http://a.b:80/c?d=e#f", "mailto:x@y", "/p", "?q", "//h", ""):
    print(url.match(u).groupdict())
tokens = re.compile(r"""
    (?P<number>\d+(?:\.\d*)?)   # numbers
  | (?P<name>[A-Za-z_]\w*)      # names
  | (?P<op>[-+*/()=])           # operators
  | (?P<space>\s+)
  | (?P<bad>.)
""", re.X)
print([(m.lastgroup, m.group()) for m in tokens.finditer("x1 = 3.5*(y-2)$") if m.lastgroup != "space"])
