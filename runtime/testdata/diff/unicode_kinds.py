# What characters are, where Python's tables are not what other languages have.
import re

print("①②❶".isdigit(), "一二三".isnumeric(), "一".isdecimal(), "\U0002ebf0".isalpha(), "℘".isidentifier(), "a·b".isidentifier(), ascii("\u13a0".casefold()))
sample = "aZ09 _\x1c\x85\xa0ªµßÀÿĀŉǅǆΐΣςσ٣०²½Ⅷⅷ一㊀①❶Ꭰᏸꭰ℘・\u200c\u3000\u2028\ud800ﬁ𝔸𝟘😀\U0002ebf0\U000e0100"
for name in "isalpha isdecimal isdigit isnumeric isalnum isprintable isupper islower istitle isspace isidentifier".split():
    print(name, "".join(str(int(getattr(c, name)())) for c in sample), getattr(sample, name)(), getattr("", name)())
for name in "upper", "lower", "title", "casefold", "capitalize", "swapcase":
    print(name, ascii([getattr(c, name)() for c in sample]))
    print(ascii(getattr(sample, name)()), ascii(getattr("ΑΣ ΑΣΑ ǆABC straße. ﬁx's ŉA'B \ud800Σ Σ", name)()))
print("".join(c for c in sample if ("a" + c).isidentifier()).encode("utf-8", "replace"))
print(re.findall(r"\w", sample) == [c for c in sample if c.isalnum() or c == "_"], re.findall(r"\d", sample), ascii(re.findall(r"\s", sample)))
print(ascii(sample), int("٣०9"), float("٣.५"))
print(" a\x1cb\x85c\u2003d ".split(), "\u3000x\xa0".strip(), ascii("x\u2028y\x1cz".splitlines()))
for base in range(0, 0x3000, 0x100):
    page = [chr(c) for c in range(base, base + 0x100)]
    print(
        hex(base),
        *(sum(getattr(c, name)() for c in page) for name in ("isalpha", "isdigit", "isnumeric", "isprintable", "isupper", "islower", "istitle", "isidentifier")),
        *(sum(sum(map(ord, getattr(c, name)())) for c in page) for name in ("upper", "lower", "title", "casefold")),
    )
