# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


b = b"Hello, World"
for k in (bytes, bytearray):
    x = k(b)
    t(lambda: x.find(b"o"), lambda: x.rfind(b"o"), lambda: x.find(111), lambda: x.find(b"o", 5, 8), lambda: x.index(b"z"), lambda: x.rindex(b"z"), lambda: x.count(b"l"), lambda: x.count(b""), lambda: x.count(108, 0, 3), lambda: x.find("o"), lambda: x.find(300), lambda: x.startswith((b"a", b"He")), lambda: x.endswith(b"d", 3), lambda: x.startswith("H"), lambda: x.startswith(["H"]))
    t(lambda: x.replace(b"l", b"L", 2), lambda: x.replace(b"", b"-"), lambda: x.replace(b"l", "x"), lambda: x.split(b","), lambda: x.split(), lambda: x.split(b""), lambda: x.split(b"o", 1), lambda: x.rsplit(b"o", 1), lambda: x.split("o"), lambda: x.partition(b", "), lambda: x.rpartition(b"zz"), lambda: x.partition(b""), lambda: x.splitlines(), lambda: k(b"a\nb\r\nc\rd\x0be").splitlines(True), lambda: x.join([b"1", k(b"2")]), lambda: x.join(["1"]), lambda: x.join(1), lambda: x.join([1]))
    t(lambda: x.strip(b"Hd"), lambda: k(b"  a ").strip(), lambda: k(b"  a ").lstrip(), lambda: x.rstrip(b"dl"), lambda: x.strip("H"), lambda: x.removeprefix(b"He"), lambda: x.removesuffix(b"ld"), lambda: x.removeprefix("a"), lambda: x.center(20, b"*"), lambda: x.ljust(15), lambda: x.rjust(15, b"."), lambda: x.center(20, b"ab"), lambda: x.zfill(15), lambda: k(b"-5").zfill(5), lambda: x.expandtabs(), lambda: k(b"a\tb\n\tc").expandtabs(4))
    t(lambda: x.upper(), lambda: x.lower(), lambda: x.title(), lambda: x.capitalize(), lambda: x.swapcase(), lambda: x.isalpha(), lambda: k(b"ab").isalpha(), lambda: k(b"12").isdigit(), lambda: k(b"a1").isalnum(), lambda: k(b" \t").isspace(), lambda: x.istitle(), lambda: k(b"A").isupper(), lambda: k(b"a1").islower(), lambda: k(b"").isascii(), lambda: k(b"\x80").isascii(), lambda: k(b"").isdigit())
    t(lambda: x.hex(), lambda: x.hex(":"), lambda: x.hex("-", 2), lambda: x.hex("-", -3), lambda: x.hex("--"), lambda: x.hex("é"), lambda: k.fromhex("48 65 6c"), lambda: k.fromhex("4"), lambda: k.fromhex("zz"), lambda: k.fromhex("4 8"), lambda: k.fromhex(1), lambda: x.decode(), lambda: k(b"\xff").decode(), lambda: k(b"\xffa").decode("utf-8", "replace"), lambda: k(b"\xffa").decode(errors="ignore"), lambda: x.decode("nope"), lambda: x.decode(1), lambda: k(b"\xff").decode("ascii", "backslashreplace"), lambda: x.translate(None, b"l"), lambda: x.translate(bytes(range(256)), delete=b"o"), lambda: x.translate(b"ab"), lambda: k.maketrans(b"ab", b"cd")[97:99], lambda: k.maketrans(b"a", b"bc"))
    t(lambda: k(3), lambda: k(-1), lambda: k([1, 2]), lambda: k([256]), lambda: k(["a"]), lambda: k("a"), lambda: k("é", "utf-8"), lambda: k("é", "ascii"), lambda: k("é", "ascii", "replace"), lambda: k(b"a", "ascii"), lambda: k(1.5), lambda: k(None), lambda: k(), lambda: k(1, 2, 3, 4), lambda: k(source=b"q"), lambda: k(range(3)), lambda: k(encoding="utf-8"))
    t(lambda: x[0], lambda: x[-1], lambda: x[100], lambda: x[1:3], lambda: x[::-2], lambda: x["a"], lambda: x[1.0], lambda: x + b"!", lambda: x + "a", lambda: b"!" + x, lambda: x * 2, lambda: x * -1, lambda: x * "a", lambda: 2 * k(b"a"), lambda: 108 in x, lambda: b"lo" in x, lambda: "l" in x, lambda: 300 in x, lambda: x == b, lambda: x == "a", lambda: x < b"I", lambda: x < "a", lambda: x % (), lambda: len(x), lambda: list(k(b"ab")), lambda: repr(k(b"'\"\n\\\xff")), lambda: str(k(b"a")))
