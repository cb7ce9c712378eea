# Assignment and deletion of slices, plain and extended.
def show(text, l=None):
    l = [0, 1, 2, 3, 4, 5] if l is None else l
    try: exec(text, {"l": l, "it": iter([7, 8])}); print(text, l)
    except Exception as e: print(text, type(e).__name__, e, l)
for text in "l[1:3] = 'ab'|l[:] = []|l[2:2] = [9, 9]|l[5:1] = [9]|l[::2] = 'abc'|l[::2] = 'ab'|l[::-1] = range(6)|l[-1:] = it|l[1:3] = 5|del l[::2]|del l[1:4]|del l[::-2]|del l[10:]|l[1:2] = l|l[::1] = [1]|l[4:0:-2] = (x for x in 'xy')|l[::0] = []|del l[::0]|l['a':] = []|l[None:None] = (1,)|l[:2] += [5]|l[10**20:] = [1]|l[-10**20:1] = [3]|l[1] += 5|l[6] = 1|del l[-7]|l[1.0] = 2|l[True] = 'T'|l[0], l[1] = l[1], l[0]|l[::3], x = [8, 9], 1|l *= 2|l += 'z'|l[1:1] = l[:]|del l[:], l[:]".split("|"): show(text)
b = bytearray(b"abcdef")
for text in "l[1:3] = b'XYZ'|l[::2] = b'123'|l[::2] = b'12'|del l[1::2]|l[0] = 256|l[0] = 'a'|l[:] = [1, 2]|l[1:1] = 3|l[-1] = 65|l += b'z'|l[2:] = b''|l.insert(1, 90)".split("|"): show(text, bytearray(b"abcdef"))
for t in (1, 2), "ab", b"ab", range(3), {1: 2}, {1}: show("l[0] = 5", t); show("del l[0]", t); show("l[:1] = 5", t)
