# Small things with exact values and words.
import array
import dataclasses
import inspect
import json
import math
import struct
import textwrap
import traceback


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: print(1, sepp=2))
t(lambda: print(1, zzz=2))
t(lambda: [].sort(kee=1))
t(lambda: "".split(sepp=1))
t(lambda: max(1, kay=2))
t(lambda: sum([], strat=2))
for kind in bytes, bytearray:
    t(lambda: kind("a", 1))
    t(lambda: kind("a", "utf-8", 1))
t(lambda: bytes("a", encodin="x"))
for x in "x_", "abc", "1_", "1+", "", "1__0", "1_0j", "_1", "1e", "1+2", "1_0+2_0j":
    t(lambda: complex(x))
for s in '"\\u0301', '"\\u030', '"\\u03zz"', '"\\u', '"\\', '"\\x"', '"abc', '"\\ud834\\udd20"', '"\\u0301"':
    t(lambda: json.loads(s))
for f, v in ("<f", 1e40), ("f", math.inf), ("<e", math.nan), ("<e", 1e6), ("e", 1e6), ("d", math.nan), (">d", -math.nan):
    t(lambda: struct.pack(f, v))
print(struct.pack("<e", struct.unpack("<e", b"\xb7\xfc")[0]), array.array("f", [1e40]))
for a, b in (0, -(2**70)), (0, 2**70), (0, -1), (False, -(2**65)), (1, -(2**70)), (-1, 2**1100), (1, -(2**1100)), (0, -(2**1100)):
    t(lambda: a / b)
print(textwrap.wrap("hello there  you", 6), textwrap.wrap("aaaaaaaaaa bb", 4, drop_whitespace=False))


@dataclasses.dataclass
class D:
    a: int
    g: dataclasses.InitVar[int] = 9


print(inspect.signature(D), D.__doc__)
for link in "__cause__", "__context__":
    last = None
    for i in range(3000):
        e = ValueError(i)
        setattr(e, link, last)
        last = e
    lines = traceback.format_exception(last)
    print(len(lines), lines[:3], lines[-1])
