# math.fsum rounds once, whatever is added and in which order.
import math
import random

r = random.Random(5)
for n in 0, 1, 2, 10, 1000:
    for spread in 1, 50, 600:
        xs = [r.uniform(-1, 1) * 2.0 ** r.randint(-spread, spread) for _ in range(n)]
        print(math.fsum(xs), math.fsum(reversed(xs)), math.fsum(xs + [-x for x in xs]))
print(math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.fsum([1, 2.5, True]), math.fsum(()), math.fsum([-0.0]))
print(math.fsum([1.0, 2.0**-53, 2.0**-106]), math.fsum([1.0, 2.0**-53]), math.fsum([1.0, 2.0**-53, -(2.0**-106)]), math.fsum([math.inf, 1]), math.fsum([math.nan, math.inf]))
for bad in [1e308, 1e308], [math.inf, -math.inf], ["a"], [1e308, 1e308, -1e308], [math.inf, 1e308, 1e308]:
    try:
        print(math.fsum(bad))
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
