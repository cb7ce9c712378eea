# int() of bytes shows bytes in its errors.
def show(*a):
    try: print(a, int(*a))
    except Exception as e: print(a, type(e).__name__, e)
for a in (b"12",), (b" 12 \n",), (b"ab", 3), (bytearray(b"x"),), (b"\xff",), (b"",), ("",), ("\x00",), (b"1\x002",), ("zz", 36), ("zz", 35), (b"0x1f", 0), ("0b102", 0), ("1_0",), ("1__0",), ("_1",), (b"1_", 10), ("\u0665",), ("\u00b2",), (b"7", 2.0), (b"7", 1), (b"7", 37), (7, 10), ("7", -1), ([],), (None,), ("0o17", 8), ("-0x", 16): show(*a)
