# Called by name, the operators of sequences raise where others answer NotImplemented.
class L(list):
    def __radd__(self, o): return ("radd", o)
    def __rmul__(self, o): return ("rmul", o)
def show(text):
    try: print(text, eval(text))
    except Exception as e: print(text, type(e).__name__, e)
for text in ["[].__add__(3)", "''.__add__(3)", "().__add__([])", "b''.__add__(3)", "[].__mul__('a')", "''.__mul__(1.0)", "().__rmul__([])", "[].__iadd__(3)", "(1).__add__('a')",
             "{}.__or__(3)", "set().__and__([])", "[1] + L()", "[1] * L([2])", "L([1]) + [2]", "L() + 5", "5 + L()", "3 * L([1])", "L([1]) * 2", "(1,) + L()", "[1].__mul__(2)", "[1].__rmul__(2)", "'ab'.__contains__(1)", "[].__eq__(())", "(1).__pow__('x')", "1.5.__radd__('x')", "bytearray(b'a').__add__('b')"]: show(text)
