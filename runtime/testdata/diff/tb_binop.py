def f(a, b, c):
    total = a + b * c - (a //
                         (b - b))
    return total
x = f(1,
      2,
      3)
