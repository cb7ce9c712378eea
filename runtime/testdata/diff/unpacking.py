n = 1
a, b = 1, 2; a, b = b, a; print(a, b)
a, *b, c = range(5); print(a, b, c); *a, = "xyz"; print(a); (a, (b, c)), d = (1, (2, 3)), 4; print(a, b, c, d)
[a, b] = {1: 2, 3: 4}; print(a, b)
for src in ([1], [1, 2, 3], 5, range(4), "abc", {1, 2, 3}, {}, iter([1]), iter([1, 2, 3])):
    try: a, b = src
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
try: a, *b, c = [1]
except ValueError as e: print(e)
x = [0, 0]; i = 0; i, x[i] = 1, 9; print(i, x)
def f(*a, **k): return a, k
print(f(*[1, 2], 3, *(4,), x=1, **{"y": 2}), f(*"ab", *{}))
a = b = c = []; a.append(1); print(b, c is a)
for i, (a, *b) in enumerate([(1, 2, 3), "xy"]): print(i, a, b)
class It:
    def __iter__(self): yield 1; yield 2
p, q = It(); print(p, q)
t = 1, ; print(t); (a), = [5]; print(a)
x = {}; x["k"], (x["l"], *x["m"]) = 1, (2, 3, 4); print(x)
def ret(): return 1, *[2, 3]
print(ret())
print(*[1, 2], sep="-", end="!\n"); print(1, 2, sep="", end=""); print()
n = 5
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 7; n <<= 3; n |= 1; n ^= 2; n &= 0xff; n >>= 1; print(n)
class O:
    def __init__(self): self.v = 1; self.l = [1]; self.d = {"k": 1}
o = O(); o.v += 1; o.l += [2]; o.l[0] += 5; o.d["k"] += 1; o.d["k"] **= 5; print(o.v, o.l, o.d)
def side():
    print("side"); return o
side().v += 1; side().l[len(o.l) - 1] *= 3; print(o.v, o.l)
t = ([1],)
try: t[0] += [2]
except TypeError as e: print(e, t)
del o.v, o.l[0], o.d["k"]; print(o.__dict__)
try: del o.v
except AttributeError as e: print(e)
try: del o.d["zz"]
except KeyError as e: print(e)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, (1 < 2) == True, 1 == n is not None)
def ev(v): print("ev", v); return v
print(ev(1) < ev(0) < ev(5)); print(ev(0) or ev(2) and ev(3)); print(not ev(1), ev(1) if ev(0) else ev(9))
if (m := 5) > 3: print(m)
print((lambda: (y := 3) + y)(), [1, 2, 3][(k := 1):], k)
while (n := n - 7) > 0: print(n, end=" ")
else: print("done")
# 3.14: (expected 2)\nTypeError cannot -> (expected 2, got 3)\nTypeError cannot
