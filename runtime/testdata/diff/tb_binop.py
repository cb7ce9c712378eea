# 3.14: integer division or modulo by zero -> division by zero
def f(a, b, c):
    total = a + b * c - (a //
                         (b - b))
    return total
x = f(1,
      2,
      3)
