# record: 3.14
# printf-style formatting of str.
def show(f, *a):
    for v in a:
        try: print(f, repr(v), repr(f % v))
        except Exception as e: print(f, repr(v), type(e).__name__, e)
show("%s|%r|%a", ("é", "é", "é")); show("%5d|%-5d|%05d|%+d|% d", (1, 2, 3, 4, 5)); show("%x %X %#x %o %#o", (255, 255, 255, 8, 8)); show("%e %E %.2e", (1234.5, 0.001, 1.0)); show("%f %.0f %#.0f %10.3f|%-10.2f|", (1.5, 2.5, 2.5, 3.14159, 1.0))
show("%g %G %.3g %#g", (1e10, 1e-10, 1234567, 1.0)); show("%c%c", (65, "é")); show("%%", (), 5, {}); show("%(a)s %(b)05.1f", {"a": 1, "b": 2.25}, {"a": 1}, (1, 2)); show("%*d|%-*d|%.*f", (5, 1, 5, 2, 2, 3.14159))
show("%s", 1, None, [1], (1,), ((1, 2),), (), (1, 2), {}, "x"); show("%d", 1.9, True, "1", None, 10**30, -0.5, 1j, b"1"); show("%x", 1.5, -255, "a", True); show("%c", 256, -1, 0x110000, "ab", "", 1.5, None); show("%s %s", 1, (1,), (1, 2, 3)); show("%", 1, ()); show("%z", 1); show("%(a", {}); show("%.3s|%5.1s|", ("abcdef", "xyz")); show("%i %u", (3, 4)); show("%ld %hd", (1, 2)); show("no format", 1, (), {}, {"a": 1}, [])
