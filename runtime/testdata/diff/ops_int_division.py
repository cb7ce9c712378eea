# record: 3.14
# Floor division and remainder of ints and floats of every sign.
vals = [7, -7, 3, -3, 1, -1, 0, 10**20, -10**20, 2**63, -2**63]
for a in vals:
    for b in vals:
        try: q, r = divmod(a, b); print(a, b, q, r, a == q * b + r, a // b == q, a % b == r)
        except ZeroDivisionError as e: print(a, b, e)
for a in 7.5, -7.5, 0.0, -0.0, 1e300, float("inf"):
    for b in 2.0, -2.0, 0.3, float("inf"), -float("inf"):
        try: print(a, b, a // b, a % b, divmod(a, b))
        except (ZeroDivisionError, ValueError) as e: print(a, b, e)
for f in lambda: 1 / 0, lambda: 1 % 0, lambda: 1 // 0, lambda: 1.0 / 0, lambda: 1.0 % 0, lambda: 1.0 // 0, lambda: divmod(1, 0), lambda: divmod(1.0, 0), lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: 10**400 / 1, lambda: 1j / 0:
    try: print(f())
    except ArithmeticError as e: print(type(e).__name__, e)
print(10**20 / 10**18, 7 / 2, -7 / 2, 1 / 3, (10**400) / (10**399), 2**1000 / 2**998)
