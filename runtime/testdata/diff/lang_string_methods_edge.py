# Strings at their edges: splits, partitions, casing, numerics, joins, encodings.
s = "  a,b,,c  "
print(s.split(","), s.split(), s.rsplit(",", 1), "a\x1cb\r\nc\u2028d".splitlines(True), "".split(), "".split(","), "abc".partition("b"), "abc".rpartition("z"), "aXbXc".replace("X", "-", 1), "a".join("xyz"), "aaa".count("aa"), "abc".find("", 3), "abc".rfind("", 1), "abcabc".rindex("b"))
print("ǆ".title(), "ß".upper(), "İ".lower().encode(), "ŉ".upper(), "Σς".casefold(), "ﬁ".capitalize(), "hELLO wORLD's".title(), "Ab1".swapcase(), "x".center(4, "*"), "x".rjust(3, "·"), "-5".zfill(4), "+x".zfill(5), "a\tb".expandtabs(3))
print([c.isdigit() for c in "1²٣½"], [c.isdecimal() for c in "1²٣½"], [c.isnumeric() for c in "1²٣½"], "a1".isalnum(), "é_1".isidentifier(), "class".isidentifier(), " \t".isspace(), "Aa".istitle(), "".isascii(), "é".isascii(), "a\n".isprintable(), "ab".isupper())
print("xxabxx".strip("x"), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "www.x.com".lstrip("w."), "abc".startswith(("x", "ab")), "abc".endswith("c", 0, 2), "abc"[::-1], "abc"[-10:2], "a" * -1, "b" in "abc", "" in "", max("abc"), sorted("bca"))
print("{0!r:>5}|{a[0]}|{b.real}|{:{w}}".format("x", a=[1], b=2, w=4) if False else "{0!r:>5}|{a[0]}|{b.real}".format("x", a=[1], b=2), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{{}}".format(), "%s %r %d %5.1f %x %c %%" % ("a", "b", 3, 2.5, 255, "z"), "%(k)s" % {"k": 1}, "{:,} {:_} {:+} {:#x} {:08.3f} {:e} {:%} {:c}".format(1234567, 1234567, 5, 255, 3.14159, 12345.678, 0.25, 65))
print("é".encode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é€".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "backslashreplace"), "a\udcffb".encode("utf-8", "surrogateescape"), b"\xff\xe9".decode("utf-8", "replace"), b"\xe9".decode("latin-1"), b"ab\xff".decode("utf-8", "ignore"), "aé".encode("utf-16-le"), "x".encode("utf-16")[:2])
for bad in (lambda: "é".encode("ascii"), lambda: b"a\xff".decode(), lambda: "x".encode("nope"), lambda: "a".join([1]), lambda: "abc".index("z"), lambda: "x".center(3, "ab"), lambda: "{}".format(), lambda: "{a}".format(), lambda: "{0.x}".format(1), lambda: "%d" % "a", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "%(a)s" % (1,), lambda: "{:d}".format("a"), lambda: "{:.2d}".format(1), lambda: "{!x}".format(1), lambda: "".split(""), lambda: "a" + 1, lambda: "a" * 1.5, lambda: "abc"[5], lambda: chr(-1), lambda: ord("ab"), lambda: int("12x"), lambda: float("x"), lambda: "\ud800".encode()):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
