"""What the machine has short ways for: loops over pairs, calls with unpacked
arguments, bound methods, padded numbers, characters of a text, classes that share
a method."""


def show(*a, **k):
    return a, k


class Mapping:
    def keys(self):
        return ["x"]

    def __getitem__(self, k):
        return 5


print(show(*[1, 2]), show(*(1,)), show(*"ab", **{"z": 1}), show(**Mapping()), show(*{1: 2}), show(*iter([3])))
for bad in (
    "show(*5)", "show(**5)", "show(**{1: 2})", "show(*5, **6)", "show(1, *2)", "show(x=1, **{'x': 2})",
    "show(**{'a': 1}, **{'a': 2})", "show(*print('first') or [1], **print('second') or 3)",
):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, e)


def keep(**kw):
    kw["new"] = 1
    return kw


given = {"k": 1}
print(keep(**given), given)

for x, y in zip("ab", [1, 2, 3]):
    print(x, y)
for i, c in enumerate("xyz", 2**62):
    print(i, c)
for k, v in {"a": 1, "b": 2}.items():
    print(k, v)
for k, v in reversed({"a": 1, "b": 2}.items()):
    print(k, v)
numbers = {1: 2, 3: 4}
try:
    for k, v in numbers.items():
        numbers[k + 10] = 1
except RuntimeError as e:
    print(e)
try:
    for a, b in zip([1, 2], [2], strict=True):
        print(a, b)
except ValueError as e:
    print(e)


def failing():
    yield 1
    raise KeyError("second")


try:
    for a, b in zip("xy", failing()):
        print(a, b)
except KeyError as e:
    print("KeyError", e)
rest = iter("abcd")
for a, b in zip(rest, [1]):
    print(a, b)
print(list(rest))
pairs = list(zip([1, 2], [3, 4]))
print(pairs, pairs[0] is pairs[1], [j for j, t in enumerate([0, 1]) if t], {v: k for k, v in {"k": "v"}.items()})


class Dropped:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dropped", self.name)


for d in map(Dropped, "12"):
    print("has", d.name)
del d
for _, d in enumerate(map(Dropped, "34")):
    print("has", d.name)
del d


def passed(v):
    yield v
    yield v


box = passed(Dropped("5"))
print(next(box).name)
del box

for n in (0, 5, -5, 123456, -123456, 2**62, -(2**63), 2**70):
    print([format(n, s) for s in ("04d", "4d", "08", "3", "d", "0", "0d", "12", "<5", "+d", "x", "099d", "100d", ",")])

text, wide = "hello", "h\u00e9"
print(text[0], text[-1], wide[1], wide[-1], text[True])
for t, i in ((text, 5), (text, -6), (wide, 2), (wide, -3), ("", 0)):
    try:
        print(t[i])
    except IndexError as e:
        print(e)


class Shape:
    sides = 0

    def describe(self, extra=""):
        return f"{type(self).__name__} {self.name} {self.sides}{extra}"

    def rename(self, name):
        self.name = name


class Square(Shape):
    sides = 4

    def __init__(self):
        self.color = "red"


class Circle(Shape):
    pass


shapes = [Square(), Circle()] * 3
for j, s in enumerate(shapes):
    s.rename(f"s{j}")
    bound = s.describe
    print(s.describe(), bound("!"), bound(extra="?"))
Circle.sides = 1
Square.describe = lambda self, extra="": "square"
for s in shapes[:2]:
    print(s.describe(), s.sides)
try:
    shapes[1].describe.__call__(1, 2, 3)
except TypeError as e:
    print(e)
try:
    wrong = shapes[1].describe
    wrong(1, 2)
except TypeError as e:
    print(e)

join, append = "-".join, [].append
print(join(["a", "b"]), append(1))
try:
    join(1, 2)
except TypeError as e:
    print(e)


def echo():
    got = None
    while True:
        got = yield got


send = echo().send
print(send(None), send(1), send("x"))
for power in (1.5, -1.5, 2.5, -0.5, 3, -4, 4.5):
    print([x**power for x in (0.1, 2.0, 3.7, 1e10, 123456.789)])
