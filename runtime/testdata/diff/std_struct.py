# record: 3.14
"""struct: formats, sizes, errors."""

import struct

for f in ("b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "P", "f", "d", "e", "?", "c", "x", "3s", "4p", "hi", "bhbi", "2x3h", "cq", "0i", "b0q", "10s2h", "", "=bhi", "<lL", ">lq", "!d", "@bq", "iii 2s"):
    print(f, struct.calcsize(f), end="; ")
print()
cases = [("b", -128), ("B", 255), ("h", -2), ("H", 65535), ("i", -5), ("I", 2**32 - 1), ("q", -(2**63)), ("Q", 2**64 - 1), ("f", 1.5), ("d", -0.1), ("e", 0.333), ("e", 65504.0), ("e", 5e-8), ("?", [1]), ("?", 0), ("f", float("inf")), ("d", float("-inf")), ("d", 3), ("l", True)]
for f, v in cases:
    for order in "<>=@!":
        b = struct.pack(order + f, v)
        print(order + f, b.hex(), struct.unpack(order + f, b), end=" ")
    print()
print(struct.pack("<3s5s2p4p", b"abcd", b"x", b"hello", b"hi"), struct.unpack("<3s5s2p4p", struct.pack("<3s5s2p4p", b"abcd", b"x", b"hello", b"hi")), struct.pack("2c", b"a", bytes(b"b")), struct.pack("<bxh", 1, 2), struct.pack("bh", 1, 2), struct.pack("0s", b"x"))
print(struct.unpack("<2h2x1b", bytes(range(7))), struct.unpack_from("<h", b"abcdef", 2), struct.unpack_from(">H", b"abcdef", offset=-2), list(struct.iter_unpack("<h", b"abcdef")), struct.unpack("2s", bytearray(b"ab")), struct.unpack("2s", memoryview(b"ab")))
buf = bytearray(10)
print(struct.pack_into("<hh", buf, 3, 1, 2), buf, struct.pack_into("b", buf, -1, 7), buf)
s = struct.Struct("<hi")
print(s, s.size, s.format, s.pack(1, 2), s.unpack(s.pack(3, 4)), s.unpack_from(b"\0" * 7, 1), list(s.iter_unpack(bytes(12))), s.pack_into(buf, 0, 5, 6), buf, struct.Struct(b"h").format)


class Sub(struct.Struct):
    pass


x = Sub("h")
x.attr = 1
print(x.pack(1), x.attr, struct.error.__name__, struct.error.__module__, issubclass(struct.error, Exception))
for bad in (
    lambda: struct.pack("h"), lambda: struct.pack("h", 1, 2), lambda: struct.pack("h", 40000), lambda: struct.pack("B", -1), lambda: struct.pack("b", 128), lambda: struct.pack("I", -1), lambda: struct.pack("Q", 2**64), lambda: struct.pack("q", 2**63), lambda: struct.pack("h", "a"), lambda: struct.pack("h", 1.5),
    lambda: struct.pack("f", "x"), lambda: struct.pack("f", 1e300), lambda: struct.pack("e", 1e6), lambda: struct.pack("c", b"ab"), lambda: struct.pack("c", "a"), lambda: struct.pack("s", "a"), lambda: struct.pack("z", 1), lambda: struct.pack("3"), lambda: struct.pack("<n", 1), lambda: struct.calcsize("9" * 30 + "s"),
    lambda: struct.unpack("h", b"a"), lambda: struct.unpack("h", b"abc"), lambda: struct.unpack("h", "ab"), lambda: struct.unpack_from("i", b"abc"), lambda: struct.unpack_from("h", b"abc", 5), lambda: struct.unpack_from("h", b"abc", -1), lambda: struct.unpack_from("h", b"abc", -9), lambda: struct.pack_into("i", bytearray(3), 0, 1),
    lambda: struct.pack_into("h", bytearray(3), 2, 1), lambda: struct.pack_into("h", b"abc", 0, 1), lambda: struct.pack_into("h", bytearray(3)), lambda: list(struct.iter_unpack("h", b"abc")), lambda: struct.iter_unpack("", b"ab"), lambda: struct.calcsize(5), lambda: struct.Struct(), lambda: struct.pack(),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
