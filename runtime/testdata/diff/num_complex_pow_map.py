# record: 3.14
"""complex.from_number, three-argument pow, map(strict=)."""
def t(*fs):
    for f in fs:
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__, "|", e)
class C(complex):
    pass
class X:
    def __complex__(self): return 1+2j
class Y:
    def __complex__(self): return 5
class Z:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
t(lambda: complex.from_number(1), lambda: complex.from_number(1.5), lambda: complex.from_number(1j), lambda: complex.from_number("1"), lambda: complex.from_number(X()), lambda: complex.from_number(Y()), lambda: complex.from_number(Z()), lambda: complex.from_number(I()), lambda: type(C.from_number(3)), lambda: complex.from_number([]), lambda: complex.from_number(), lambda: complex.from_number(b"1"), lambda: complex.from_number(C(1,2)), lambda: type(complex.from_number(C(1,2))), lambda: C.from_number(C(1,2)),
lambda: complex(1j).__complex__(), lambda: type(C(1).__complex__()), lambda: C(1,2).__getnewargs__(), lambda: type(C(1)+1), lambda: type(+C(1)), lambda: C("1+2j"), lambda: C(1,2) == 1+2j, lambda: hash(C(1,2))==hash(1+2j), lambda: {1+2j: 5}[C(1,2)], lambda: type(complex(C(1))), lambda: complex(C(1,2), 3), lambda: C(1,2).conjugate(), lambda: abs(C(3,4)), lambda: f"{C(3,4):.2f}", lambda: float.from_number(1), lambda: float.from_number("1"), lambda: int.from_number(1))
class P:
    def __pow__(self, e, m=None): return ("pow", e, m)
    def __rpow__(self, b, m=None): return ("rpow", b, m)
    def __ipow__(self, e): return ("ipow", e)
class Q:
    def __pow__(self, e): return ("two", e)
class R:
    def __pow__(self, e, m=None): return NotImplemented
t(lambda: pow(P(),2), lambda: pow(P(),2,3), lambda: P()**2, lambda: pow(2,P()), lambda: pow(2,P(),5), lambda: pow(2,3,P()), lambda: pow(Q(),2,3), lambda: pow(R(),2,3), lambda: pow(R(),2), lambda: pow(2,R(),3), lambda: pow(2,-1,7), lambda: pow(2,-1,4), lambda: pow(2,3,0), lambda: pow(2,3,-5), lambda: pow(2,3,1), lambda: pow(1.5,2,3), lambda: pow(2,3.0,3), lambda: pow(2j,2,3), lambda: pow("a",2,3), lambda: pow(2,3,None), lambda: pow(base=2,exp=3,mod=5), lambda: pow(2), lambda: (2).__pow__(3,5), lambda: (2).__rpow__(3,5), lambda: (2).__pow__(3.0), lambda: (2.0).__pow__(3,5), lambda: pow(True, True, True))
t(lambda: list(map(lambda a,b:(a,b), [1,2],[3,4], strict=True)), lambda: list(map(lambda a,b:(a,b), [1,2],[3], strict=True)), lambda: list(map(lambda a,b:(a,b), [1],[3,4], strict=True)), lambda: list(map(lambda a,b,c:(a,b), [1],[3],[3,4], strict=True)), lambda: list(map(str,[1],strict=True)), lambda: list(map(str,[1],strict=False)), lambda: map(str, strict=True), lambda: map(str,[1],foo=1), lambda: map(), lambda: map(str,[1],strict=[]), lambda: list(map(lambda *a:a, [],[3], strict=1)), lambda: list(map(lambda *a:a, [],[],[1], strict=1)))
