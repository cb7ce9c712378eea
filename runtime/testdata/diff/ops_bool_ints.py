# record: 3.14
# bool as an int, and what bit operations give.
for a in True, False:
    for b in True, False, 1, 0, 2:
        print(a & b, a | b, a ^ b, a + b, a - b, a * b, a == b, a < b, a << b, a >> b, type(a & b).__name__, type(a ^ b).__name__)
print(~True + 1, -True, +False, abs(True), True ** 2, False ** 0, True // 1, True % 2, divmod(True, True), round(True), int(True), float(True), complex(True))
print([10, 20][True], "ab"[False], "x" * True, sum([True, True]), max(True, 2), min(False, -1), sorted([True, 0, 2, False]), {True: "t", 1: "one"}, {1: "one", True: "t"})
print(repr(True), str(False), f"{True:d} {True:5} {False!r:>6}", "%d %s" % (True, True), format(True, "x"), bool("False"), bool(0.0), bool(-0.0), bool([0]), bool(""), True.bit_length(), True.to_bytes(1, "big"), True.real, True.numerator)
for f in lambda: True.x, lambda: bool(1, 2), lambda: (lambda x: x[0])(True), lambda: len(True), lambda: type("B", (bool,), {}):
    try: f()
    except TypeError as e: print(e)
    except AttributeError as e: print(e)
