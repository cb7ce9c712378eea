print(2**-1, -2**2, (-2)**2, not 1 == 2, 1 < 2 < 3 != 2, 1 if 0 else 2 if 0 else 3)
print(1 or 2 and 0, 0 or [] or "x", 1 and 2 and 3, ~5 & 7 | 8 ^ 3, 1 << 2 + 1, 7 // -2, 7 % -2, -7 // 2, -7 % 2)
x = [1, 2, 3]
print(x[-1], x[::-1], x[1:][0], [*x, *x], {**{"a": 1}, "a": 2}, (*x,), {*x, 4} == {1, 2, 3, 4})
print((lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1), (lambda *a, **k: (a, k))(*x, **{"z": 1}))
print([a for a in x if a > 1 if a < 3], {a: b for a, b in zip(x, "abc")}, {a % 2 for a in x} == {0, 1}, sum(a for a in x))
print(f"{1 + 1!r:>5}|{'x':^5}|{3.14159:.2f}|{x!s}|{x=}|{'n' + 'm' = }|{{}}", "a" "b" 'c', b"x" b"y")
print(1_000, 0x_ff, 0b1_0, 0o17, 1e3, 1_0.5e-1_0, .5, 5., 3j, 1_0j, "\x41\u0042\N{LATIN SMALL LETTER C}\101", r"\n", b"\x00\xff")
def f(tag, v):
    print(tag, end=" ")
    return v
print(f("a", 1) + f("b", 2) * f("c", 3) - f("d", 4))
print(f("a", 1) < f("b", 0) < f("c", 3))
d = {f("k1", 1): f("v1", 1), f("k2", 2): f("v2", 2)}
print(d, f("obj", x)[f("idx", 0)], f("fn", max)(f("x", 1), f("y", 2), key=f("key", None)))
print(... is Ellipsis, None is None, True + True, "a" in "abc", 3 not in x, x is not None)
print((a := 5) + a, [b := 1, b + 1], (c := (1, 2))[0])
