# record: 3.14
"""The module operator."""

import operator as op


class I:
    def __iadd__(self, o):
        return ("iadd", o)

    def __index__(self):
        return 7

    def __matmul__(self, o):
        return "mm"

    def __length_hint__(self):
        return 9


for name in "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor eq ne lt le gt ge is_ is_not".split():
    print(name, getattr(op, name)(13, 3), end="; ")
    inplace = getattr(op, "i" + name.rstrip("_"), None)
    if inplace and name not in ("is_", "is_not"):
        print(inplace(13, 3), end="; ")
print()
print(op.neg(3), op.pos(-3), op.invert(5), op.inv(5), op.abs(-2), op.not_([]), op.truth("a"), op.index(I()), op.is_none(None), op.is_not_none(None), op.matmul(I(), 1))
print(op.iadd(I(), 2), op.iadd([1], [2]), op.iconcat([1], (2,)), op.concat("a", "b"), op.contains([1], 1), op.countOf([1, 2, 1, 1.0], 1), op.indexOf("abc", "c"))
d = {}
op.setitem(d, "k", 1)
l = [1, 2, 3]
op.delitem(l, 0)
print(d, op.getitem(d, "k"), l, op.getitem("abc", slice(1, None)), op.call(max, 1, 2, key=lambda x: -x), op.length_hint(I()), op.length_hint([1]), op.length_hint(5, 3), op.length_hint(iter([1, 2])))
print(op.attrgetter("real")(5), op.attrgetter("real", "imag")(5j), op.attrgetter("__class__.__name__")(1), op.itemgetter(1)("abc"), op.itemgetter(0, 2)("abc"), op.itemgetter("a")({"a": 1}), op.itemgetter(slice(1))("xy"))
print(op.methodcaller("upper")("a"), op.methodcaller("split", "-")("a-b"), op.methodcaller("split", sep="-", maxsplit=1)("a-b-c"), sorted([(2, "a"), (1, "b")], key=op.itemgetter(0)))
print(op.attrgetter("a.b", "c"), op.itemgetter(1), op.itemgetter("a", 2), op.methodcaller("m"), op.methodcaller("m", 1, k=2), op.add, op.__add__ is op.add, op.__inv__ is op.inv)
import copy

print(copy.copy(op.itemgetter(1, 2)), copy.copy(op.methodcaller("x", 1, k=3)), copy.deepcopy(op.attrgetter("a.b")))


print(len(op.__all__), op.__all__[:6])
for bad in (
    lambda: op.add(1), lambda: op.add(1, "a"), lambda: op.neg("a"), lambda: op.index(1.5), lambda: op.concat(1, 2), lambda: op.concat([1], 2), lambda: op.countOf(5, 1), lambda: op.indexOf([1], 2), lambda: op.getitem([1], 5),
    lambda: op.setitem((1,), 0, 1), lambda: op.delitem({}, 1), lambda: op.attrgetter(), lambda: op.attrgetter(1), lambda: op.attrgetter("a")(1), lambda: op.attrgetter("a")(), lambda: op.attrgetter("a", x=1), lambda: op.itemgetter(),
    lambda: op.itemgetter(1)(5), lambda: op.itemgetter(5)("a"), lambda: op.methodcaller(), lambda: op.methodcaller(1), lambda: op.methodcaller("x")(1), lambda: op.methodcaller("x")(), lambda: op.length_hint([], "a"), lambda: op.call(),
    lambda: op.contains(5, 1), lambda: op.lt(1, "a"), lambda: op.pow(0, -1), lambda: op.itemgetter(1)(1, 2), lambda: op.not_(),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
