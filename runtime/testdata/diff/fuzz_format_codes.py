# Unknown codes and bad specifiers.
class I(int): pass
for v in 5, 2.5, "s", True, 1j, None, I(7), b"b", [1]:
    for spec in "é", "q", "\x7f", "中", "5q", "d", "s", "x", "+s", "=5", "010", ".2", "c", "n", "_x", " ", "5.", "^", "<<5", "{", "08.3f", "%", "e", "G":
        try: print(repr(v), ascii(spec), ascii(format(v, spec)))
        except Exception as e: print(repr(v), ascii(spec), type(e).__name__, ascii(str(e)))
