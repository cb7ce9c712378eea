# A negated constant and the negation of a negated one are not the same constant.
def f(): return -8, -(-8), - - -8, 8, +(-8), -(+8), -0.0, -(-0.0), 0.0, -(-1.5), -1.5, ~-1, -~1
print(f())
print(-1, -(-1), -True, -(-True), -(-(-1)), [-(-2), -2], {-(-3): -3}, -0, -(-0))
x = (-1, -(-1)); print(x, -(-2) ** 2, (-2) ** 2, -2 ** 2, -(-10**20), -10**20, -(-1j), -1j)
def g(a=-5, b=-(-5)): return a, b
print(g(), [i for i in (-1, -(-1))], lambda: -(-7), sep="|" if 0 else " ") if False else print(g())
match -1:
    case 1: print("one")
    case -1: print("minus one")
match 1:
    case -1: print("minus one")
    case 1: print("one")
