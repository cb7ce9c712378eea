# Slices of every sequence, with every sign, and what they may be assigned.
class Seq:
    def __getitem__(self, k): return k


s = Seq()
print(s[1:2], s[::], s[1:2, ..., None], s[()], s[-1:], s["a":"b"], s[1:2:3].indices(10))
for seq in ([0, 1, 2, 3, 4], (0, 1, 2, 3, 4), "01234", b"01234", range(5), bytearray(b"01234"), memoryview(b"01234")):
    out = [seq[1:3], seq[::-1], seq[-2:], seq[:-2], seq[10:], seq[-10:2], seq[4:0:-2], seq[::2], seq[3:3]]
    print(type(seq).__name__, [bytes(o) if isinstance(o, memoryview) else o for o in out])
a = list(range(6))
a[1:3] = "xyz"
a[::3] = [None] * len(a[::3])
del a[-2:]
a[len(a):] = [9]
a[0:0] = [7, 8]
print(a)
b = bytearray(b"abcdef")
b[1:3] = b"ZZZ"
del b[::2]
b[:0] = [33]
print(b)
for bad in (lambda: a.__setitem__(slice(None, None, 2), [1]), lambda: a[1:2:0], lambda: a["x"], lambda: a[1.0:2], lambda: a.__setitem__(slice(0, 1), 3), lambda: (1, 2).__setitem__(0, 1), lambda: "abc".__delitem__(0), lambda: range(3)[5], lambda: b.__setitem__(0, 300), lambda: a.__delitem__(99)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(slice(1, 2) == slice(1, 2), slice(5).indices(3), slice(None, None, -1).indices(3), repr(slice(1, None)), hash(slice(1)) == hash(slice(1)))
