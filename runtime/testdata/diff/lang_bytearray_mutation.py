# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


def m(f, init=b"abcdef"):
    a = bytearray(init)
    try:
        r = f(a)
        print(repr(r), a)
    except Exception as e:
        print(type(e).__name__, "|", e, "|", a)


def st(i, v):
    def f(a):
        a[i] = v
    return f


def dl(i):
    def f(a):
        del a[i]
    return f


for f in (lambda a: a.append(65), lambda a: a.append(256), lambda a: a.append("a"), lambda a: a.append(-1), lambda a: a.extend(b"xy"), lambda a: a.extend([1, 2]), lambda a: a.extend([1, 300]), lambda a: a.extend("ab"), lambda a: a.extend(5), lambda a: a.extend(a), lambda a: a.insert(1, 65), lambda a: a.insert(-100, 65), lambda a: a.insert(100, 65), lambda a: a.insert(0, "a"), lambda a: a.pop(), lambda a: a.pop(0), lambda a: a.pop(10), lambda a: a.pop("a"), lambda a: a.remove(98), lambda a: a.remove(200), lambda a: a.remove(300), lambda a: a.reverse(), lambda a: a.clear(), lambda a: a.copy() is a, lambda a: a.__iadd__(b"z"), lambda a: a.__iadd__("z"), lambda a: a.resize(3), lambda a: a.resize(8), lambda a: a.resize(-1)):
    m(f)
for i, v in ((0, 65), (-1, 66), (6, 1), (0, 256), (0, "a"), (0, b"a"), ("x", 1), (slice(1, 3), b"XYZ"), (slice(0, 0), b"__"), (slice(None, None, 2), b"123"), (slice(None, None, 2), b"12"), (slice(1, 3), [1, 2]), (slice(1, 3), "ab"), (slice(1, 3), 5), (slice(5, 1), b"q"), (slice(None, None, -1), b"123456"), (slice(1, 2), [300])):
    m(st(i, v))
for i in (0, -1, 6, "x", slice(1, 3), slice(None, None, 2), slice(None, None, -2), slice(10, 20), slice(3, 1)):
    m(dl(i))
m(lambda a: a.pop(), b"")
a = bytearray(b"abc")
a.append(1)
print(a, hash(b"a") == hash(b"a"), a.__sizeof__() > 0, bytearray.__hash__)
t(lambda: hash(a), lambda: bytes.__new__(bytearray), lambda: bytearray(b"a").join([bytearray(b"1")] * 2), lambda: a.foo, lambda: a())
