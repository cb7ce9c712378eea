# Comprehensions: nesting, conditions, scopes, async, laziness, errors inside.
import asyncio

print([x * y for x in range(3) for y in range(x) if (x + y) % 2], {x: [y for y in range(x)] for x in range(3)}, {c.upper() for c in "aba"} == {"A", "B"}, [[*r] for r in zip(*[(1, 2), (3, 4)])], [i for i in range(5) if i if i % 2], [(a, b) for a, b in {"x": 1}.items()], [x for x in [y := 3, y + 1]], y)
log = []
g = (log.append(x) or x for x in range(3))
print(log, next(g), log, list(g), log, sum(x for x in range(4)), any(x > 1 for x in [1, 2, boom]) if False else any(x > 1 for x in iter([1, 2])))
outer = [lambda: i for i in range(3)]
print([h() for h in outer], [j() for j in [lambda i=i: i for i in range(3)]], "i" in dir())
class C:
    n = 3
    r = [x for x in range(n)]
    try:
        s = [n for _ in range(1)]
    except NameError as e:
        s = str(e)
print(C.r, C.s)
async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main():
    print([x async for x in agen(3)], {x: x async for x in agen(2)}, {await asyncio.sleep(0, x) for x in range(2)}, [y async for x in agen(3) if x async for y in agen(x) if await asyncio.sleep(0, True)], [[z async for z in agen(w)] for w in range(2)])
    lazy = (x async for x in agen(2))
    print(type(lazy).__name__, [x async for x in lazy], sorted([x async for x in agen(3)], reverse=True))
    lz = (await asyncio.sleep(0, x) for x in range(2))
    print(type(lz).__name__, [x async for x in lz])
asyncio.run(main())
for bad in (lambda: [1 / x for x in [1, 0]], lambda: [x for x in 3], lambda: {[]: 1 for _ in "a"}, lambda: [a for a, b in [(1, 2, 3)]], lambda: list(undefined for _ in "a"), lambda: next(x for x in [])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
for src in ("[x for x in 1, 2]", "[x := 1 for x in y]", "[(x := 1) for x in y]", "[x async for x in y]", "(yield for x in y)", "[y for x in (z := [1])]", "{**x for x in y}", "{1: 2, 3 for x in y}"):
    try:
        compile(src, "s", "exec")
        print(src, "fine")
    except SyntaxError as e:
        print(src, "->", e.msg)
