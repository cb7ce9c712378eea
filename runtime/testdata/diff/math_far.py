# Angles far from zero, and powers and sizes of complex numbers, to the last digit.
import math
import random

r = random.Random(4)
for e in range(0, 1024, 25):
    x = math.ldexp(r.uniform(1, 2), e)
    print(math.sin(x), math.cos(-x), math.tan(x))
print(math.sin(1.7976931348623157e308), math.cos(2.0**1000), math.tan(-1e22), math.sinh(1.052113498596762e-243), math.sinh(5e-324), math.sinh(-1e-9))
for _ in range(40):
    z, w = complex(r.uniform(-5, 5), r.uniform(-5, 5)), complex(r.uniform(-5, 5), r.uniform(-5, 5))
    print(z**w, abs(z), z**3, z**0.5, 2**z)
print(abs(complex(3e300, 4e300)), abs(complex(math.inf, math.nan)), abs(complex(math.nan, 1)), abs(5e-324j), abs(0j), abs(3 - 4j))
