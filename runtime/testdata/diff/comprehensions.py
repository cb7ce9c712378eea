print([x * y for x in range(3) for y in range(x) if x + y > 1], {k: v for k, v in zip("abc", range(3))}, {c for c in "hello" if c < "i"} == {"h", "e"})
print([[j for j in range(i)] for i in range(4)], [(lambda: i)() for i in range(3)])
x = "outer"; r = [x for x in range(3)]; print(x, r)
def f(n):
    k = 10
    return [[k * i + j for j in range(n) if j != i] for i in range(n)]
print(f(3))
print([y := 5, y**2], y, [z for w in [1, 2] if (z := w * 2) > 2])
print(dict([(i, i) for i in range(2)]), sum(i for i in range(10)), sorted((-v for v in [3, 1]), reverse=True))
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(C.doubled)
fs = [lambda: v for v in range(3)]; print([f() for f in fs])
def nested():
    total = 0
    def add(v):
        nonlocal total; total += v; return total
    return [add(i) for i in range(5)], total
print(nested())
try: [1 / v for v in (1, 0)]
except ZeroDivisionError as e: print(e)
print({**{"a": 1}, "b": 2, **dict(c=3)}, [*range(3), *"ab"], {*[1], 2}, (*[1], 2))
print([a for a, *b in [(1, 2, 3)]], [b for a, *b in [(1, 2, 3)]], [d["k"] for d in [{"k": 1}]])
def gen(): return (i for i in range(3) if i)
print(list(gen()), any(i > 1 for i in gen()), all(gen()))
def locs():
    a = 1
    return [sorted(k for k in locals() if k != "k")] 
print(len(locs()))
print([i for i in range(20) if i % 2 if i % 3], [(i, j) for i in "ab" for j in i * 2])
it = (print("eval", i) or i for i in [1, 2]); print("lazy"); next(it)
