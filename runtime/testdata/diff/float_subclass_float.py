# float() asks the __float__ of a subclass; %#g keeps its point.
class Half(float):
    def __float__(self):
        return 0.5


class Odd(float):
    def __float__(self):
        return "no float"


class Plain(float):
    pass


class Text(str):
    def __float__(self):
        return float(str(self)) + 1


print(float(Text("8")))


class Gives:
    def __float__(self):
        return Plain(2)


print(float(Half(3)), Half(3) + 1, float(Plain(2)), type(float(Plain(2))) is float)
try:
    float(Odd(1))
except TypeError as e:
    print(e)
for a in (2, 20, 0.0, 1e16):
    print("%#.0g %#.1g %#.3g %#.0e %.0g" % (a, a, a, a, a), format(a + 0.0, "#.0g"))

import math
import warnings

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    print(float(Gives()), math.sqrt(Gives()), [str(w.message) for w in told])
