# record: 3.14
def f(a: undefined, b: int = 1, *c: str, d: "quoted", **e: 1 + 1) -> list[int]: pass
try: f.__annotations__
except NameError as e: print(e)
undefined = float
print(f.__annotations__, f.__annotate__(1) == f.__annotations__, f.__annotations__ is f.__annotations__)
for fmt in (2, 3, 4):
    try: print(len(f.__annotate__(fmt)))
    except NotImplementedError as e: print("NotImplementedError")
class C:
    x: int = 1
    y: C
    z: later
    (w): str
    def m(self, q: x) -> z2: pass
    z2 = "class var"
later = "now"
print(C.__annotations__, C.m.__annotations__)
print(C.__annotate__.__qualname__, "__annotations__" in C.__dict__)
C.__annotations__ = {"n": 1}; print(C.__annotations__, C.__annotate__)
class D(C): pass
print(D.__annotations__, D.__annotate__)
C.__annotate__ = lambda fmt: {"made": fmt}; print(C.__annotations__)
for v in (5, "x"):
    try: C.__annotate__ = v
    except TypeError as e: print(e)
try: int.__annotations__
except AttributeError as e: print(e)
try: f.__annotate__ = 3
except TypeError as e: print(e)
f.__annotate__ = None; print(f.__annotations__)
f.__annotations__ = {"k": 2}; print(f.__annotations__, f.__annotate__)
try: f.__annotations__ = 5
except TypeError as e: print(e)
del f.__annotations__; print(f.__annotations__)
g: int = 5
if g > 3: h: str
else: i: bytes
import sys
print(sys.modules[__name__].__annotations__, __annotate__(1))
def loc():
    v: undefined_here = 1
    w: print("not evaluated")
    return v
print(loc(), loc.__annotations__)
class E:
    if True: p: int
    for q in range(2): r: str
    try: 1 / 0
    except ZeroDivisionError: s: bytes
    else: t: float
print(E.__annotations__)
x: list = []; x[0:0]: int = [1]; print(x)
def args(*a: *tuple[int, str]): pass
print(args.__annotations__)
print((lambda: 0).__annotations__)
