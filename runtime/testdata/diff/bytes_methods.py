b = b"hello world"
print(b[0], b[1:3], b.upper(), b.split(), b.find(b"o"), b.replace(b"l", b"L"), b.hex(), bytes.fromhex("ff00"), b.startswith(b"he"), b + b"!", b * 2, 104 in b, b"ell" in b, list(b"ab"), bytes(3), bytes([1, 2]), bytes("é", "utf8"), b.decode(), b.title(), b.count(b"l"), b"a,b".partition(b","), b"-".join([b"x", b"y"]), b" x ".strip(), b"%d %s" % (1, b"z"))
ba = bytearray(b"abc"); ba[0] = 65; ba.append(100); ba += b"ef"; ba.extend([103]); del ba[1]; ba[0:2] = b"ZZZ"; print(ba, len(ba), bytes(ba), ba.pop(), ba.decode(), bytearray(2), ba == b"ZZZdef")
for f in (lambda: bytes([300]), lambda: b[20], lambda: bytes("x"), lambda: b"a" + "b", lambda: ba.__setitem__(0, 256), lambda: bytes(-1), lambda: b.index(b"zz"), lambda: bytes.fromhex("zz"), lambda: "x" in b):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print((258).to_bytes(2, "big"), int.from_bytes(b"\x01\x02", "little"), (-2).to_bytes(2, "little", signed=True), int.from_bytes(b"\xfe\xff", "little", signed=True), b"\x00\n'\"", b"'", repr(b'"'))
