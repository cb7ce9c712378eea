# What format() refuses, and the alternate form.
inf, nan = float("inf"), float("nan")
values = nan, inf, -inf, 1.5, 1e16, 65, True, 10**30, 2 + 0.5j, complex(inf, -0.0), "a"
specs = "x", "d", "c", "s", "n", "_n", "#c", "+c", "_c", ",c", "_n", ",x", "_x", ",s", "_s", ",", "_", "#", "#g", "#.0f", "#e", "%", ",%", ",é", "é", ",\x01", "\x01", "08,", "#_b", ".2c", "=5", "+,"
for v in values:
    for f in specs:
        try:
            print(repr(v), f, ascii(format(v, f)))
        except (ValueError, OverflowError) as e:
            print(repr(v), f.encode(), type(e).__name__, e)
print(f"{1.0:#} {1e22:#} {2j:#} {3+4j:#} {1e20+2e-7j:#}")
