# record: 3.14
# What may follow stars in calls and displays.
def f(*a, **k): return a, k
class C:
    def m(self, *a): return a
def show(text):
    try: print(text, eval(text))
    except Exception as e: print(text, type(e).__name__, e)
for text in ["f(*3)", "f(1, *3)", "f(*3, 1)", "f(*[1], *3)", "f(**3)", "f(**{1: 2})", "f(a=1, **{'a': 2})", "f(**{'a': 1}, **{'a': 2})", "C().m(*None)", "C().m(0, *None)", "len(*5)", "len(1, *5)", "[*3]", "(*3,)", "{*3}", "{**3}", "{**[]}", "print(*3)", "f(*'ab', *b'c', **{})", "f(**{'a': 1}, b=2)", "[*'ab', *(), *range(2)]", "f(*(x for x in 'ab'))", "dict(**{'a': 1}, **{'b': 2})", "f(*{1: 2})"]: show(text)
