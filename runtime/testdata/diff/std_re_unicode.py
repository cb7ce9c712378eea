# record: 3.14
"""Classes and letter case over the whole of Unicode, and in bytes."""

import re

names = {"\u0130": "I-dot", "\u0131": "dotless", "\u017f": "long s", "\u212a": "kelvin", "\u03c2": "final sigma", "\u1e9e": "SHARP S", "\u00df": "sharp s"}
letters = "iIsSkK\u0130\u0131\u017f\u212a\u03c3\u03c2\u03a3\u00b5\u03bc\u039c\u1e9e\u00df\ufb05\ufb06\u0390\u1fd3\u03b0\u1fe3\u0345\u03b9\u1fbe\u00e5\u212b\u2126\u03c9\u01c5\u01c4\u01c6\U00010400\U00010428\u1c80\u0432"
for a in letters:
    hits = [b for b in letters if re.fullmatch(a, b, re.I)]
    sets = [b for b in letters if re.fullmatch(f"[{a}]", b, re.I)]
    nots = [b for b in letters if not re.fullmatch(f"[^{a}]", b, re.I)]
    refs = [b for b in letters if re.fullmatch(r"(.)\1", a + b, re.I)]
    print(ascii(a), ascii(hits), hits == sets, hits == nots, ascii(refs))
    print("  ", [ascii(b) for b in letters if re.fullmatch(a, b, re.I | re.A)], [ascii(b) for b in letters if re.fullmatch(f"[a-z{a}]", b, re.I)])
for pat in (r"\w", r"\d", r"\s", r"\W", r"\S", r"[\w]", r"[^\d\s]", r"[\s-]", "[a-z]", "[À-ÿ]", "[\u0100-\u0200]", ".", "[^\n]"):
    for flags in (0, re.A, re.I, re.I | re.A):
        c = re.compile(pat, flags)
        hits = [i for i in range(0x600) if c.match(chr(i))]
        print(pat, int(flags), len(hits), hits[:3], hits[-3:], sum(hits) % 9973)
    c = re.compile(pat.encode("latin-1", "ignore"), 0)
    hits = [i for i in range(256) if c.match(bytes([i]))]
    print("  bytes", len(hits), hits[:3], hits[-3:])
text = "Ünïcödé naïve — “quotes” 日本語 😀x\U0001F600y"
print(re.findall(r"\w+", text), re.findall(r"\w+", text, re.A), [m.span() for m in re.finditer("[😀x]", text)])
print(re.search("語", text).span(), text[re.search("語", text).end():], re.sub("[^\x00-\x7f]", "?", text), re.split("[—日]", text))
print(re.search("x", text).start(), re.compile("y").search(text, 27), re.match(".*😀", text).end(), re.sub(r"(.)(x)", r"\2\1", text))
print(re.findall(r"(?i)é|Ü", text), re.findall("\\N{EM DASH}", text), re.findall("\\U0001F600", text), re.findall("\\u65e5", text))
surrogate = "a\ud800b\udfffc"
print(ascii(re.findall("[\ud800-\udfff]", surrogate)), re.search("b", surrogate).span(), ascii(re.sub("b", "", surrogate)), re.search("\ud800", surrogate).span())
print(re.findall(b"\xff|[\x80-\x90]", bytes(range(256))), re.sub(b"[^a-z]", b"", bytes(range(256))), re.findall(rb"\x41|\102", b"ABC"))
long = "é" * 1000 + "x" + "ü" * 1000
print(re.search("x", long).span(), [m.start() for m in re.finditer("(?<=é)x(?=ü)", long)], len(re.findall("é{7}", long)), re.search("ü+$", long).span())
