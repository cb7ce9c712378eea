# Splitting, replacing and searching text and bytes; deleting from both ends of a bytearray.
print(" a b".rsplit(None, 1), "\ta b c".rsplit(maxsplit=1), b" a b".rsplit(None, 1), "  x y z ".rsplit(None, 2))
print("  x y z ".split(None, 1), b"  x y z ".split(None, 1), "  x ".rsplit(None, 0), b" \x85a\xa0 b\x1cc ".split(), b" \x85a\xa0 b\x1cc ".rsplit(None, 1))
print(b"a,b,c".rsplit(b",", 1), b"\xff,\xfe".rsplit(b","), bytearray(b" a b ").rsplit(), b"".rsplit(), b"".rsplit(b","))
try:
    b"a".rsplit(b"")
except ValueError as e:
    print(e)
print(b"\xc3\xa9".replace(b"", b"-", 2), b"\xc3\x9fA\xe2\x82\xac".replace(b"", b"-"), bytearray("é".encode()).replace(b"", b"."))
print(b"".replace(b"", b"x"), b"".replace(b"", b"x", 0), b"ab".replace(b"", b"x", 3), b"ab".replace(b"", b"x", 99), b"aXbXc".replace(b"X", b"", 1))
print(b"aaaa".replace(b"aa", b"b"), b"abc".replace(b"z", b"y"), bytearray(b"abab").replace(b"b", b"cd", 1))
print(ascii("é\ud800x".replace("", "-")), ascii("\udfff".replace("", "ab", 1)), "ab".replace("", "-", 2), "".replace("", "x"), "".replace("", "x", 0))

for s in "abcabcabc", "日本語日本語", "é" * 20 + "x" + "é" * 20, "a" * 40, "\ud800a\ud800a", "":
    print(ascii(s[::-1]), ascii(s[::-2]), ascii(s[::2]), ascii(s[5:1:-1]), ascii(s[-2::-1]), len(s))
    for sub in "", "a", "本", "bc", "語日", "éx", "x", "aaa", "aaaa" * 11, "\ud800", "zz":
        print(s.rfind(sub), s.rfind(sub, 1), s.rfind(sub, 0, -1), s.count(sub), s.count(sub, 2), s.find(sub, 1, 5), end=" | ")
    print()
long = "ab" * 200 + "c" + "ab" * 200
print(long.rfind("c"), long.rfind("bc"), long.rfind("cb"), long.rfind("ca"), long.rfind("aab"), long.count("ba"), long.count("b" * 2))


class Table(dict):
    def __missing__(self, key):
        return chr(key) * 2 if key > 100 else None


class Odd:
    def __getitem__(self, key):
        if key == ord("b"):
            raise LookupError
        return {97: "<a>", 99: None, 100: 0x20AC}[key]


print("abcdefg".translate(Table({97: 98})), "abcabcd".translate(Odd()), ascii("aé€".translate({0xE9: "e", 0x20AC: None, 97: 0xD800})))
print("abcabc".translate({97: "xyz", 98: None, 99: 0}).encode(), "aa~".translate({97: 0xFF, 126: 127}).encode(), "abc".translate(str.maketrans("ab", "ba", "c")))
for table in {97: -1}, {97: 0x110000}, {97: 1.5}, {97: 1 << 70}:
    try:
        print("abc".translate(table))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
print(b"abcabc".translate(None, b"b"), b"abc".translate(bytes(range(1, 256)) + b"\0", b"c"), b"abc".translate(bytes(range(256))), b"".translate(None, b"x"))

b = bytearray(range(20))
del b[:3]
b += b"end"
b[:2] = b"X"
b[0:0] = b"head"
b[3:3] = b"--"
del b[-2:]
print(b, len(b))
b[1:4] = bytes(10)
del b[:]
b.extend(range(5))
b[:2], b[2:] = b[2:], b[:2]
print(b)
buffer, frames = bytearray(), []
for i in range(2000):
    buffer += bytes([i % 251]) * (i % 7)
    while len(buffer) >= 5:
        frames.append(bytes(buffer[:5]))
        del buffer[:5]
print(len(frames), len(buffer), sum(map(sum, frames)), buffer)
view = memoryview(buffer)
try:
    del buffer[:1]
except BufferError as e:
    print(e)
buffer[:2] = b"zz"
print(bytes(view))
view.release()
big = bytes(range(256)) * 64
while len(big) > 100:
    big = big[len(big) // 3 :]
    assert big[-1] == 255
print(len(big), big[0], list(big[:5]), list(bytearray(b"ab")), bytes([1, 2, 255]), bytes((True, 2)))
for bad in [256], [-1], ["a"], (1.5,):
    try:
        bytes(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
x = [1]
x.extend(x)
x.extend((2, 3))
x += x
print(x, ascii("é€😀\ud800a"))
