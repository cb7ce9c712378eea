import operator
vals = [1, 1.5, "s", b"b", [1], (1,), {"a": 1}, {1}, None, 1j, object, ...]
names = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "or_", "and_", "xor", "matmul", "lt"]
for name in names:
    op = getattr(operator, name)
    for a in vals:
        for b in (1, "s", None, [1], {1}):
            try:
                r = op(a, b)
            except Exception as e:
                print(name, type(a).__name__, type(b).__name__, type(e).__name__, e)
for f in (operator.neg, operator.pos, operator.invert, abs):
    for a in ("s", None, [1], 1.5, 1j):
        try:
            print(f(a))
        except TypeError as e:
            print(e)
