# Powers of floats: fractions, negatives, whole ones, ends of the range, complex.
import math

for x in (0.1, 0.5, 0.7, 1.1, 2.0, 3.0, 8.0, 10.0, 123.456, 1e10, 1e-10):
    print(x, [x**y for y in (-3, -2.5, -1, -0.5, 0.1, 1 / 3, 0.5, 2 / 3, 1.5, 2, 3, 7.3)])
print(2**0.5, 2.0**10, (-2.0) ** 3, (-2.0) ** -2, 0.0**0, 0.0**2, math.inf**-1, (-math.inf) ** 3, 1.0**math.nan, math.nan**0, 2.0**-1074, 2.0**1023, (-8) ** (1 / 3), (-1) ** 0.5, pow(2.5, 3), math.pow(2, 0.5))
for bad in (lambda: 0.0**-1, lambda: 10.0**400, lambda: math.pow(-1, 0.5), lambda: pow(2.0, 2, 3)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__)
