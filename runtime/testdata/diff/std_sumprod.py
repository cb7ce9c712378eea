# math.sumprod and math.fma: exact where floats are, errors where they must be.
import math

print(math.sumprod([1, 2, 3], (4, 5, 6)), math.sumprod([], []), math.sumprod([0.1] * 10, [0.1] * 10))
print(math.sumprod([1e100, 1.0, -1e100], [1.0, 1.0, 1.0]), math.sumprod([10**20, 1], [10**20, -1]))
print(math.sumprod([True, 2.5], [3, 2]), math.sumprod(range(4), range(4)), math.sumprod([math.inf], [2.0]))
for p, q in [([1], [1, 2]), (["a"], [1.5]), ([None], [1])]:
    try:
        print(math.sumprod(p, q))
    except Exception as e:
        print(type(e).__name__, e)
print(math.fma(2, 3, 4), math.fma(0.1, 10, -1), math.fma(math.inf, 1, 1), math.fma(1e308, 10, -math.inf))
for bad in [(math.inf, 0, 1), (1e308, 10, 1), (math.inf, 1, -math.inf)]:
    try:
        print(math.fma(*bad))
    except Exception as e:
        print(type(e).__name__, e)
print(math.isnan(math.fma(math.nan, 1, 1)))
