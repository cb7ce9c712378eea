# record: 3.14
"""array.array."""

import array
import copy
import io

for code in "bBhHiIlLqQfd":
    a = array.array(code, [1, 2, 3])
    print(a, a.itemsize, a.typecode, len(a), a[0], a[-1], a.tobytes()[: a.itemsize], a == array.array(code, (1, 2, 3)))
a = array.array("i", range(5))
a.append(9)
a.extend([7, 8])
a.extend(array.array("i", [1]))
a.insert(1, 100)
a.insert(-1, 50)
print(a, a.pop(), a.pop(0), a.index(9), a.count(7), 100 in a, a.remove(100), a, a[1:4], a[::-1], a[::2], a.tolist(), a.reverse(), a)
a[0] = -1
a[1:3] = array.array("i", [5, 6, 7])
del a[0]
a[::2] = array.array("i", [0] * len(a[::2]))
print(a, a + array.array("i", [1]), a * 2, 2 * array.array("b", [1]), a.buffer_info()[1], copy.copy(a) == a, copy.deepcopy(a) is a)
del a[1::2]
a += array.array("i", [3])
a *= 2
print(a, array.array("i", [1]) < array.array("i", [2]), array.array("i", [1]) == array.array("d", [1.0]), array.array("i") == [], bool(array.array("i")))
b = array.array("H", b"\x01\x00\x02\x00")
b.byteswap()
b.frombytes(b"\xff\xff")
b.fromlist([1])
print(b, bytes(b), memoryview(b).format, memoryview(b)[1], b.index(1, 1), list(reversed(b)), [x for x in b])
u = array.array("w", "héllo")
u.fromunicode("!")
print(u, u.tounicode(), u[1])
f = io.BytesIO()
b.tofile(f)
f.seek(0)
c = array.array("H")
c.fromfile(f, 2)
print(c, array.typecodes, array.ArrayType is array.array, type(iter(c)).__name__)


class Sub(array.array):
    pass


s = Sub("i", [1])
s.x = 5
print(s, s.x, type(s[:]).__name__, array.array[int])
m = memoryview(a)
m[0] = 77
print(a[0], bytearray(array.array("b", [1, 2])), b"".join([array.array("B", [65, 66])]))
for bad in (
    lambda: array.array(), lambda: array.array("z"), lambda: array.array(5), lambda: array.array("i", "abc"), lambda: array.array("i", [1.5]), lambda: array.array("b", [200]), lambda: array.array("b", [-200]), lambda: array.array("B", [-1]), lambda: array.array("B", [256]), lambda: array.array("h", [40000]), lambda: array.array("H", [-1]),
    lambda: array.array("i", [2**40]), lambda: array.array("I", [-1]), lambda: array.array("I", [2**40]), lambda: array.array("d", ["x"]), lambda: a.append("x"), lambda: a.extend(["x"]), lambda: a.extend(array.array("b", [1])), lambda: a[99], lambda: a["x"],
    lambda: a.pop(99), lambda: array.array("i").pop(), lambda: a.remove(12345), lambda: a.index(12345), lambda: a + [1], lambda: a + array.array("b"), lambda: a.__setitem__(slice(0, 1), [1]), lambda: a.frombytes(b"abc"), lambda: a.frombytes("abc"), lambda: a.fromlist((1,)),
    lambda: a.fromunicode("x"), lambda: a.tounicode(), lambda: array.array("i", [1], 2), lambda: array.array("i", 5), lambda: c.fromfile(io.BytesIO(b"ab"), 5),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
