# record: 3.14
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
*a, b = "xyz"; print(a, b)
a, *b = [1]; print(a, b)
[a, b] = {1: 2, 3: 4}; print(a, b)
(a), = [7]; print(a)
class O: pass
o = O(); l = [0, 0, 0]
o.x, l[1], l[0:1] = 1, 2, [8, 9]; print(o.x, l)
for o.y, *l in [(1, 2, 3), (4,)]: print(o.y, l)
a = b = c = []; a.append(1); print(c)
x = i = 0
x, y = [10, 20], 1
i = x[i] = 1; print(i, x)
for v in (lambda: None, ):
    for bad, n in (([1, 2], 3), ([1, 2, 3], 2), (5, 2), (None, 1), ("", 1)):
        try:
            if n == 3: a, b, c = bad
            elif n == 2: a, b = bad
            else: (a,) = bad
        except Exception as e: print(type(e).__name__, e)
try: a, *b, c, d = [1, 2]
except ValueError as e: print(e)
try: *a, = 5
except TypeError as e: print(e)
def g():
    yield 1
    yield 2
    print("third asked")
    yield 3
try: a, b = g()
except ValueError as e: print(e)
del a, (b, c), [d]
try: a
except NameError as e: print(e)
del l[:], o.x; print(l, hasattr(o, "x"))
