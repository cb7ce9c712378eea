"""What has a short way in the machine, at the edges of that way."""


# matches over several values
class Eq:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        print("eq", self.n, other)
        return self.n == other


def pairs(a, b):
    match a, b:
        case "num", n:
            return "num", n
        case "op", "(":
            return "open"
        case x, None:
            return "none", x
        case [1 | 2 as k, {"a": v}]:
            return k, v
        case (int(), [q, *r]) if q:
            return q, r
        case "a", (x, y):
            return x, y
        case _:
            return "other"


for args in [("num", 3), ("op", "("), ("op", ")"), (5, None), (2, {"a": 1}), (3, {"a": 1}), (7, [1, 2, 3]), (7, [0, 2]), ("a", (1, 2)), ("a", (1,))]:
    print(pairs(*args))
match Eq(1), Eq(2):
    case 1, 3:
        print("no")
    case 1, 2:
        print("yes")
match (Eq(5),):
    case [x]:
        print("got", x.n)
try:
    match Eq(4), 1 / 0:
        case _:
            pass
except ZeroDivisionError as e:
    print(e)
match 1, 2:
    case a, b, c:
        print("three")
    case whole:
        print(whole)

# text that grows
text = ""
for i in range(40):
    text += f"<{i}>"
    if i == 20:
        early = text
        other = text
        other += "!"
        text += "?"
print(text, early, other, sep="\n")
a = b = "x" * 30
a += "1"
b += "2"
c = a + "3"
d = a + "4"
print(a, b, c, d)
wide = ""
for i in range(200):
    wide += "é" if i % 3 else "z"
print(wide[5], wide[130], wide[-1], wide[128:140], len(wide), wide[:3] + wide[197:])
print("".join(["a", "b"]) + "" + "c", "ab" + "", "" + "cd" * 10)
print("  a\tb \n c\x1cd\x85e\u2003f ".split(), "a b c".split(None, 1), "".split(), "a,b,,".split(","))
print("StraSSe".upper(), "ÀB".lower(), "hello World".capitalize(), "ǆx".capitalize(), "".upper())
print("abc1".isalpha(), "é".isalpha(), "12²".isdigit(), "٣".isdecimal(), "".isascii())
print(f"{7:04d}{-7:04d}{12345:3}{-3:>5}{5:d}{2**70:04d}")

# slices
for s in ("abcdef", "añbcdé", [1, 2, 3, 4], (1, 2, 3, 4), b"abcd"):
    print(s[1:3], s[-2:], s[:-9], s[9:], s[3:1], s[::2], s[None:2], s[-3:-1])


class Index:
    def __index__(self):
        return 1


print("abc"[Index():], [1, 2, 3][: Index()], (1, 2)[True:])
try:
    "abc"["a":]
except TypeError as e:
    print(e)
cells = [0] * 10
cells[1::3] = [1, 2, 3]
cells[::-5] = cells[:2]
cells[2:4] = cells
print(cells)
try:
    cells[::2] = [1]
except ValueError as e:
    print(e)
print([1, 2] * 3, [] * 5, [None] * 0, (1,) * 4, [[]] * 2)

# sets
s = {3, 1, 2}
for i in range(100):
    s.add(i)
    s.discard(i - 5)
print(sorted(s), 3 in s, 97 in s)
print(sorted({1, 2, 3} & {2, 3, 4}), sorted({1, 2} ^ {2, 5}), sorted({1, 2} - {2}), sorted({1} | {"a"} - {"a"}))
print({(1, "a"), (1, "a"), (1, "b")} == {(1, "b"), (1, "a")}, (1, 2.0) in {(1, 2)}, (True, 1) == (1, 1))

# sorting and comparing
print(sorted([(2, "b"), (1, "c"), (2, "a"), (1,), ()]), sorted([(1, 2.5), (1, 2)]), max([(1, "x"), (1, "y")]))
try:
    sorted([(1, 2), (1, "a")])
except TypeError as e:
    print(e)
for x in (1.5, 2.0, float("inf"), float("-inf"), float("nan"), 2.0**53, -(2.0**53)):
    print(x < 2, x == 2, x > 2**53, x >= 2**53 + 1, x != 10**400, 3 <= x, x < -(2**53) - 1)
print(2 * 1.5, 3 - 0.5, 7 // 2.0, 2**0.5 == 0.5**-0.5, 7 % 2.5, 1 / 4.0, 10**18 * 1.0)
for op in ("1 & 2.0", "1 << 2.0", "1.0 | 2"):
    try:
        eval(op)
    except TypeError as e:
        print(e)
print(int("12"), int("-5"), int(" 7 "), int("1_000"), int("0012"), int("٣"), int(3.9), int(True), int("9" * 18), int("9" * 19))
for bad in ("", "a", "1__0", "9" * 3 + "x"):
    try:
        int(bad)
    except ValueError as e:
        print(e)

# dicts
d = {i: str(i) for i in range(12)}
e = {**d, "x": 1}
f = dict(d)
g = d.copy()
del d[11], d[0]
h = d.copy()
h[99] = 1
for m in (e, f, g, h, {**h}, {**h, 0: 0}):
    print(m)


# methods: hidden, found again, through super()
class A:
    def m(self):
        return "A.m"


class B(A):
    def m(self):
        return "B" + super().m()

    @classmethod
    def k(cls):
        return cls.__name__


class C(B):
    def m(self):
        f = super().m
        return "C" + f() + super().k()


b = B()
for i in range(4):
    if i == 2:
        b.m = lambda: "own"
    if i == 3:
        del b.m
    print(b.m(), C().m())
b.__dict__["m"] = lambda: "in the dict"
print(b.m())


class Problem(Exception):
    def __init__(self, code, *, more=1, **rest):
        super().__init__(code)
        self.code = code
        self.more = more
        self.rest = rest


for i in range(3):
    p = Problem(i, more=2, x=3) if i else Problem(i)
    print(repr(p), p.args, vars(p))
try:
    super().m
except RuntimeError as e:
    print(e)
