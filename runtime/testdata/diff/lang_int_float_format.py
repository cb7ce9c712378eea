# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


for v in (0, 1, -1, 42, -1234567, True):
    for f in ("", "d", "5d", "<8", ">8", "^8", "=8", "08", "+", " ", "-", "+08,", ",", "_", "_x", "#x", "#010x", "X", "#X", "b", "#b", "_b", "o", "#o", "c", "n", "e", ".2e", "f", ".1f", "g", ".0%", "s", ".2", ",x", "_n", "*>+12,d", "x<5", "é^7", "z", "zf", "1_000", "hh", "10.3d", "=+5", "010,", "012_", "#_b"):
        try:
            print(f"{v!r}:{f}", format(v, f), sep="|")
        except Exception as e:
            print(f"{v!r}:{f}", type(e).__name__, e, sep="|")
for v in (0.0, -0.0, 1.0, 1.5, -2.675, 1e10, 1e16, 1e-5, 123456.789, float("inf"), float("-inf"), float("nan"), 1 / 3, 5e-324, 0.5, 2.5, 1e22, 999999.5, 0.0001):
    print(repr(v), str(v), *(format(v, f) for f in ("e", ".0e", "#.0e", "f", ".0f", "#.0f", ".3f", "g", ".0g", ".10g", "G", "n", ".1%", "", ".3", "+", " ", "010.2f", "<12.1f|"[:6], "^12.1f", ",.2f", "_.1f", "z.0f", "+.1e", "=+12.2f", "*=12", "_g", ".3_f", ",.4_f", ".6,f")), sep="|")
for f in ("d", "x", "c", "s", "b", "5.", ".f", ",n", "_n", ",_", "__", ".1000000000000000000000f", "hello", "%%", "E5"):
    t()
t(lambda: "%d %i %u" % (1.9, True, -3), lambda: "%x" % 1.5, lambda: "%#x %#o %X" % (255, 8, 255), lambda: "%5.2f|%-8s|%+d|% d|%05d" % (3.14159, "ab", 5, 5, -42), lambda: "%s %r %a" % ("é", "é", "é"), lambda: "%c%c" % (65, "b"), lambda: "%c" % "ab", lambda: "%(a)s %(b)d" % {"a": 1, "b": 2}, lambda: "%(a)s" % 1, lambda: "%(z)s" % {}, lambda: "%s" % (1, 2), lambda: "%s %s" % 1, lambda: "%" % (), lambda: "%y" % 1, lambda: "%*d|%-*d" % (5, 1, 5, 2), lambda: "%.*f" % (2, 3.14159), lambda: "%d" % "x", lambda: "%f" % "x", lambda: "%e %g %G" % (1e10, 1e-10, 1e20), lambda: "%%", lambda: "%% %s" % 1, lambda: "%.3s" % "abcdef", lambda: "%10.3s|" % "abcdef", lambda: "%#.3g" % 1.0, lambda: "%d" % 10**30, lambda: "%.50f" % 0.1, lambda: "%(a" % {}, lambda: "abc" % 1, lambda: "abc" % {}, lambda: "abc" % [1])
