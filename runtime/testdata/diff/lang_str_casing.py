# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


words = ["\u0130stanbul", "straße", "ﬁne oﬀer", "ΑΣ ΣΑΣ Σ", "ΑΣ.", "Α.Σ", "ǆungla", "ŉoel", "ΐΰ", "ᾳᾼᾀ", "և", "ẖẞ", "i̇", "ıI", "ºª", "ⅷ Ⅷ", "ⓐⒶ", "𐐀𐐨", "don't stop", "x1y2 a", "they're bill's", "ÀÉ", "µ", "ſ", "ς", "\u0345", "Ǆ", "\u1e9e", "Ω", "K", "Å", "ŒUVRE œ", "\u10d0\u1c90"]
for w in words:
    print(ascii(w), *(ascii(f(w)) for f in (str.lower, str.upper, str.title, str.capitalize, str.swapcase, str.casefold)))
    print("   ", w.islower(), w.isupper(), w.istitle(), w.isalpha(), w.isalnum(), w.isidentifier())
# every character whose case mappings are of several characters
many = [chr(i) for i in range(0x80, 0x1FFFF) if len(chr(i).upper()) > 1 or len(chr(i).title()) > 1 or len(chr(i).lower()) > 1 or len(chr(i).casefold()) > 1]
print(len(many))
for c in many:
    print(ascii(c), ascii(c.upper()), ascii(c.title()), ascii(c.lower()), ascii(c.casefold()))
print("ß".casefold() == "SS".casefold(), "ΣΊΣΥΦΟΣ".lower(), "aΣb aΣ".title(), "".title(), "".upper())
print("\ud800a".upper().encode("utf-8", "surrogatepass"), "\udfffÉ".lower().encode("utf-8", "surrogatepass"), "\ud800É".casefold().encode("utf-8", "surrogatepass"))
