s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), "abc".capitalize(), s.casefold(), s.center(20, "*"), s.ljust(15) + "|", s.rjust(15), "42".zfill(5), "-42".zfill(5))
print(s.split(", "), "a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "x\ny\r\nz".splitlines(), "x\ny".splitlines(True), "".split(), "".split(","), " a  b ".split(None, 1))
print(s.find("o"), s.rfind("o"), s.find("zz"), s.index("W"), s.count("l"), s.startswith("Hell"), s.endswith(("x", "ld")), s.startswith("lo", 3), "o" in s)
print("  x ".strip() + "|", "xxaxx".strip("x"), "  x ".lstrip(), "  x ".rstrip() + "|", s.replace("l", "L", 2), s.replace("", "-"), "a-b".partition("-"), "a-b-c".rpartition("-"), "abc".partition("z"))
print("-".join(["a", "b"]), "".join("xyz"), s[::-1], s[1:5:2], s[-3:], s[100:], "ab" * 3, "a" < "b", s.removeprefix("Hello"), s.removesuffix("World"), "a\tb".expandtabs(4))
print("abc".isalpha(), "12".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".istitle(), "AB".isupper(), "ab".islower(), "x1".isidentifier(), "١".isdigit(), "".isalpha(), "é".isalpha(), "\n".isprintable(), "abc".isascii(), "½".isnumeric())
print("abc".translate(str.maketrans("ab", "xy", "c")), "abc".translate({97: None, 98: "BB"}), "éa".encode(), b"\xc3\xa9".decode(), "é".encode("latin-1"), "é".encode("ascii", "replace"), "é".encode("ascii", "ignore"), "é".encode("ascii", "backslashreplace"))
for f in (lambda: s.index("q"), lambda: "é".encode("ascii"), lambda: b"\xff".decode(), lambda: ",".join([1]), lambda: "a".split(""), lambda: chr(-1), lambda: ord("ab"), lambda: "x".center("y"), lambda: "a".join(5), lambda: "abc"[10], lambda: "x".encode("nope"), lambda: "a".replace(1, 2), lambda: int("12", 40), lambda: "abc".foo):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(len("é\U0001f600"), "\U0001f600x"[1], [c for c in "aé😀"], ord("😀"), chr(128512), "😀é".find("é"), "日本語"[::-1], "ß".upper(), "ǆ".title())
print(max("hello"), min("hello"), sorted("hello"), list(reversed("abc")), "abc" == 'abc', "a" "b", hash("a") == hash("a"), str(5), str(None), str([1, "a"]), repr("a"), int("  12 "), int("-0x1f", 16), int("0b11", 0), int("1_000"), float("1e3"), float(" inf "), complex("1+2j"))
