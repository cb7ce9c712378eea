from __future__ import annotations
def f(a: int, b: undefined.attr[x, 'y'] | None, *c: -1 ** 2, d: lambda x, *y: (x, y), e: [i for i in j if k], g: {1: 2, **z}, h: a[1:2, ::3], i: f"{x!r:>{w}}", j: not (a and b or c), k: (x := 1), l: (yield_ if a else b), m: a @ b // c << d, n: (1,), o: (), p: ..., q: await_(x)(*y, k=1, **z), r: 1.5e300 + 2j, s: b'x', t: x < y <= z, u: ~x, v: "a" 'b') -> {1, 2}: pass
for k, v in f.__annotations__.items(): print(k, repr(v))
class C:
    x: int = 1
    __p: list[C]
    def m(self, __q: int): pass
print(C.__annotations__, C.m.__annotations__)
y: dict[str, undefined] = {}
print(__annotations__)
