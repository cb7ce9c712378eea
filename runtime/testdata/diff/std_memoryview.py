"""memoryview over bytes and bytearray."""

b = bytearray(b"hello world")
m = memoryview(b)
print(len(m), m[0], m[-1], bytes(m[2:5]), m[::2].tobytes(), m[::-1].tolist()[:3], m.format, m.itemsize, m.nbytes, m.shape, m.strides, m.ndim, m.readonly, m.contiguous, m[::2].contiguous, m.obj is b)
m[0] = 72
m[1:3] = b"EL"
m[6:] = bytearray(b"WORLD")
print(b, m == b, m == bytes(b), m != b"x", m[:5] == b"HELlo", m == "x", memoryview(b"ab") == memoryview(b"ab"), hash(memoryview(b"ab")) == hash(b"ab"))
r = memoryview(b"const")
print(r.readonly, m.toreadonly().readonly, r.tolist(), r.hex(), r.hex(":"), list(r), 99 in r, [x for x in reversed(r)], r.tobytes()[1:], bytes(r), bytearray(r), b"".join([r, m[:2]]), b"<" + r)
c = memoryview(bytearray(8)).cast("I")
c[0], c[1] = 1, 2**32 - 1
print(c.tolist(), c.itemsize, len(c), c.nbytes, c.tobytes(), c.cast("B").tolist(), c.format)
for f in "bBhHiIlLqQfd?c":
    v = memoryview(bytearray(16)).cast(f)
    v[0] = b"x" if f == "c" else True if f == "?" else 1
    print(f, v.itemsize, len(v), v[0], v[1:].tolist()[:1])
with memoryview(b"ctx") as w:
    print(w[0])
for bad in (
    lambda: w[0], lambda: len(w), lambda: memoryview("s"), lambda: memoryview(5), lambda: m[100], lambda: m["a"], lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, "a"), lambda: r.__setitem__(0, 1), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m.__delitem__(0),
    lambda: hash(m), lambda: m.cast("z"), lambda: memoryview(b"abc").cast("I"), lambda: c.cast("h"), lambda: m[::2].cast("B"), lambda: c.__setitem__(0, -1), lambda: c.__setitem__(0, 1.5), lambda: m < m, lambda: memoryview(), lambda: w.tobytes(), lambda: w.__enter__(), lambda: m + m,
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(int.from_bytes(m[:2], "big"), bytes(m).upper(), b"%s" % r, r[1:3] in [b"on"], b.find(memoryview(b"WOR")), isinstance(m, memoryview), type(m).__name__, str(r, "ascii"), bytes(memoryview(m)[:1]))
x = bytearray()
x += memoryview(b"abc")
x.extend(memoryview(b"de"))
x[1:2] = memoryview(b"ZZ")
print(x, memoryview(b"") == b"", memoryview(b"").tolist(), w.__class__)
match m[:2]:
    case [a, b2]:
        print(a, b2)
