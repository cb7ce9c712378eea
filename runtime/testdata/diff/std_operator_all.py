# operator: getters, callers, in-place forms, length hints, index, comparisons.
import operator as op


class H:
    def __init__(self, n): self.n = n
    def __length_hint__(self): return self.n


row = {"a": [1, {"b": 2}], "k": 3}
print(op.itemgetter("a", "k")(row), op.itemgetter(1)("xyz"), op.itemgetter(slice(0, 2))([1, 2, 3]), op.attrgetter("real", "imag")(3 + 4j), op.attrgetter("__class__.__name__")(3), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(op.concat([1], [2]), op.contains([1], 1), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.index(True), op.truth([]), op.is_(None, None), op.is_not(1, 2), op.not_(0), op.length_hint(H(4)), op.length_hint([1, 2]), op.length_hint(object(), 9), op.call(pow, 2, 3))
x = [1]
print(op.iadd(x, [2]), x, op.imul(x, 2), op.ior({1}, {2}), op.iconcat([0], [1]), op.floordiv(-7, 2), op.mod(-7, 2), op.matmul.__name__, op.pos(-3), op.inv(5), op.lshift(1, 4), op.xor(6, 3), op.lt(1, 2), op.ge("a", "b"))
d = {}
op.setitem(d, "k", 1)
op.delitem(d, "k")
print(d, repr(op.itemgetter(1, 2)), repr(op.attrgetter("a.b")), repr(op.methodcaller("f", 1, x=2)), sorted([(1, "b"), (0, "c")], key=op.itemgetter(1)))
for bad in (lambda: op.itemgetter(), lambda: op.attrgetter(3), lambda: op.methodcaller(), lambda: op.indexOf([1], 2), lambda: op.index(1.5), lambda: op.length_hint(H(-1)), lambda: op.length_hint(H("x")), lambda: op.concat(1, 2), lambda: op.itemgetter(9)([])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
