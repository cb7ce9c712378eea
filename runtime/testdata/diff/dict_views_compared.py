# Views of dicts compared with one another and with sets: values need no hash, and their errors come through.


class Bad:
    def __eq__(self, other):
        raise RuntimeError("compared")

    __hash__ = None


a, b, c = {1: [1]}, {1: [1]}, {1: [1], 2: [2]}
signs = "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"
for x in a, b, c, {}:
    for y in a, b, c, {}, {1: [2]}:
        print([getattr(x.items(), s)(y.items()) for s in signs], [getattr(x.keys(), s)(y.keys()) for s in signs], x.values() == y.values())
one, two = {1: Bad()}, {1: Bad(), 2: Bad()}
for f in (
    lambda: one.items() == {1: Bad()}.items(),
    lambda: one.items() != {1: Bad()}.items(),
    lambda: one.items() < two.items(),
    lambda: two.items() >= one.items(),
    lambda: one.items() == two.items(),
):
    try:
        print(f())
    except RuntimeError as e:
        print(e)
print({1: 2}.items() == {(1, 2)}, {1: 2}.items() <= {(1, 2), 3}, {(1, 2)} >= {1: 2}.items(), {1: 2}.keys() == {1}, {1} < {1: 2, 3: 4}.keys(), {1: 2}.keys() == [1])
import math

print(math.copysign(1, float("nan")), math.copysign(1, float("-nan")), math.copysign(1, float(" +NAN ")))
print(0.0 ** float("-inf"), (-0.0) ** float("-inf"), pow(0.0, float("-inf")))
