# record: 3.14
"""A buffer that is looked at cannot change its size."""
import array
import io


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, "|", e)


b = bytearray(b"hello world")
m = memoryview(b)
t(
    lambda: b.append(1), lambda: b.extend(b"xx"), lambda: b.pop(), lambda: b.remove(104), lambda: b.insert(0, 1), lambda: b.clear(),
    lambda: b.__delitem__(0), lambda: b.__delitem__(slice(0, 2)), lambda: b.__setitem__(slice(0, 2), b"abc"), lambda: b.__setitem__(slice(0, 2), b"ab"),
    lambda: b.__setitem__(0, 72), lambda: b.__iadd__(b"x"), lambda: b.__imul__(2), lambda: b.__imul__(1), lambda: b.__imul__(0), lambda: b.reverse(), lambda: bytes(m[:3]), lambda: b.__init__(b"new"),
    lambda: b.__iadd__(b""), lambda: b.extend(b""), lambda: b.__setitem__(slice(None, None, 2), b"xxxxxx"), lambda: b.__delitem__(slice(0, 0)), lambda: b.__delitem__(slice(None, None, 3)),
)
print(b)
m.release()
t(lambda: m.release(), lambda: m[0], lambda: len(m), lambda: m.format, lambda: repr(m).split(" at ")[0])
b.append(33)
b *= 2
print(b, len(b))
b *= 0
print(b)
b += b"abc"
b *= -3
print(b)
t(lambda: b.__imul__("x"), lambda: bytearray(b"ab") * 2**70, lambda: b"ab" * "x", lambda: bytearray(b"ab").__imul__(2.0))

# a slice of a view holds the buffer as the view does
b = bytearray(b"0123456789")
m = memoryview(b)
part = m[2:5]
t(lambda: m.release())
t(lambda: b.append(1))
part.release()
t(lambda: b.append(65))
print(b)
with memoryview(b) as w:
    t(lambda: b.pop())
t(lambda: b.pop())

# so does a view in a container, until the container goes
held = [memoryview(b), memoryview(b)[1:]]
t(lambda: b.clear())
held.clear()
t(lambda: b.clear())
print(b)


def scope(buf):
    view = memoryview(buf)
    try:
        buf.append(1)
    except BufferError as e:
        print("in scope:", e)
    return view[0]


b = bytearray(b"zz")
print(scope(b))
b.append(1)
print(b)

# arrays and BytesIO too
a = array.array("i", [1, 2, 3])
m = memoryview(a)
t(lambda: a.append(4), lambda: a.pop(), lambda: a.extend([1]), lambda: a.insert(0, 1), lambda: a.__setitem__(0, 9), lambda: a.__delitem__(0), lambda: m.tolist(), lambda: a.fromlist([1]), lambda: a.frombytes(b"abcd"), lambda: a.__imul__(2))
m[1] = 77
m.release()
a.append(4)
print(a)
f = io.BytesIO(b"abcdef")
g = f.getbuffer()
g[0] = 90
t(lambda: f.write(b"12"), lambda: f.seek(0, 2), lambda: f.write(b"more than it has"), lambda: f.truncate(2), lambda: f.getvalue(), lambda: f.close())
g.release()
t(lambda: f.truncate(3), lambda: f.getvalue(), lambda: f.close())

# what is exported for the time of a call only
b = bytearray(b"1,2,3")
print(b.split(memoryview(b",")), b"".join([b, memoryview(b)]), int(b[:1]), bytes(b), b.replace(memoryview(b","), b";"))
b.append(44)
print(b, b.find(memoryview(b",3")), b.count(memoryview(b)))
t(lambda: b.__iadd__(b))
print(b)
b[2:4] = b
print(b)
b[::2] = memoryview(bytes(len(b[::2])))
print(b)
e = bytearray(b"abc")
e.extend(e)
print(e)
t(lambda: e.extend(memoryview(e)[:1]))
print(e)


class Grow:
    def __init__(self, b):
        self.b = b

    def __index__(self):
        self.b.append(1)
        return 5


e = bytearray(b"abc")
e[0] = Grow(e)
print(e)
