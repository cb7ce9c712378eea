# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


a, b = 3 + 4j, 1 - 2j
t(lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a**2, lambda: -a, lambda: +a, lambda: abs(a))
t(lambda: a // b, lambda: a % b, lambda: divmod(a, b), lambda: a < b, lambda: a >= 1, lambda: ~a, lambda: a & 1, lambda: int(a), lambda: float(a), lambda: round(a))
t(lambda: a / 0, lambda: 0j ** -1, lambda: 0j**1j, lambda: 1e308 * (1 + 1j) * 1e10, lambda: (1e200 + 1j) ** 1e10)
t(lambda: complex("1+2j"), lambda: complex(" ( -1.5e3j ) "), lambda: complex("1 + 2j"), lambda: complex("j"), lambda: complex("-j"), lambda: complex(""), lambda: complex("1+"), lambda: complex("infinity-nanj"))
t(lambda: complex(1, 2), lambda: complex(real=1), lambda: complex(imag=2), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: complex(1, []), lambda: complex(), lambda: complex(True, False))
t(lambda: a == 3 + 4j, lambda: a == 3, lambda: 3 == 3 + 0j, lambda: hash(3 + 0j) == hash(3), lambda: 1j == "x", lambda: bool(0j), lambda: bool(1j), lambda: a.conjugate(), lambda: (a.real, a.imag))


class C:
    def __complex__(self):
        return 5j


class D:
    def __complex__(self):
        return 5


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 7


t(lambda: complex(C()), lambda: complex(D()), lambda: complex(F()), lambda: complex(I()), lambda: complex(F(), I()), lambda: complex(object()))
t(lambda: a.x, lambda: a[0], lambda: len(a), lambda: list(a), lambda: a())
t(lambda: a + "x", lambda: "x" + a, lambda: a + None, lambda: a * [1], lambda: a @ b, lambda: sum([1j, 2, 3.5]), lambda: max(1j, 2))
t(lambda: repr(complex(-0.0, -0.0)), lambda: complex(0, -0.0), lambda: -0j, lambda: 1j * 1j, lambda: (1 + 1j) ** 3, lambda: str(1e16 + 1e-5j), lambda: 2 ** (1 + 1j), lambda: 2.5 - 1j)
