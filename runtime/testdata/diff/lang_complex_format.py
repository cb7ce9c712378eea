# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


z = 1.5 - 2.25j
for f in ["", ".2f", ">20", "<20|"[:3], "^20", "*^20.1f", "g", ".3e", "+.1f", " .1f", "#.0f", "x", "d", "010", "=5", "n", ",.2f", "_.1f", "%", "s", ".", "ff", "G", "E", "F", "z.1f"]:
    t(lambda: format(z, f))
for v in [0j, 1j, -1j, 1 + 0j, complex(-0.0, 0.0), complex(0.0, -0.0), complex("nan"), complex("inf"), complex("-inf-nanj"), 1e20 + 1e-20j, 123456789 + 987654321j, 1 / 3 + 2j / 3]:
    print(v, format(v), format(v, ".3"), format(v, ".2f"), format(v, "+"), format(v, "25"), format(v, ",.1f"), format(v, "g"), f"{v:e}")
t(lambda: f"{z!r:>15}|", lambda: f"{z:{'.1f'}}", lambda: "{:.3f} {!s:>12}".format(z, z), lambda: z.__format__(1), lambda: z.__format__())
