# record: 3.14
# Indexing strings beyond the BMP, negative indices, and errors.
s = "aé中😀z"
print(len(s), [s[i] for i in range(-5, 5)], s[::-1], s[1:4], s[3:], s[-2:], s[:-2], s[::2], s[10:], s[-10:2], ascii(s))
print(s.find("😀"), s.rfind("z"), s.index("中", 1), s.count(""), s.find("", 5), s.find("", 6), s.replace("", "-"), s.split("中"), s.partition("😀"), list(s), s.encode(), s.encode("utf-16-le").hex(), [ord(c) for c in s])
print(s.upper(), s.center(11, "*"), s.ljust(7) + "|", s.rjust(7), s * 2, "中" in s, s > "a", max(s), min(s), sorted(s), s.isprintable(), s.isalpha(), "é".isalpha(), "😀".isidentifier(), "中".isidentifier())
for f in lambda: s[5], lambda: s[-6], lambda: s["a"], lambda: s[1.0], lambda: s[None], lambda: ""[0], lambda: s.index("q"), lambda: s[::0], lambda: s.find(1), lambda: "a" in 5, lambda: 5 in "a", lambda: ord(s), lambda: chr(-1), lambda: chr(0x110000), lambda: s.encode("ascii"), lambda: s.encode("latin-1"):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print("\ud800".encode("utf-8", "surrogatepass"), ascii("\ud800"), len("\U0010ffff"), "e\u0301" == "é", "ß".upper(), "ﬁ".upper(), "İ".lower() == "i̇", "ΑΣ".lower())
