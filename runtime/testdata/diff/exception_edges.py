# What may not be deleted of exceptions, texts of Unicode errors, copies of import errors, rings of contexts, a hook that follows sys.stderr.
import copy
import io
import sys

e = IndexError(4)
for name in "args", "__traceback__", "__cause__", "__context__":
    try:
        delattr(e, name)
    except TypeError as err:
        print(err)
e.add_note("one")
e.__notes__ = 42
try:
    e.add_note("two")
except TypeError as err:
    print(err, e.__notes__)

for kind, subject in (UnicodeEncodeError, "xé\u1234\U0001f600"), (UnicodeDecodeError, b"xyzw"), (UnicodeTranslateError, "xé\u1234\U0001f600"):
    print(repr(str(kind.__new__(kind))))
    for start, end in (0, 1), (1, 2), (2, 3), (3, 4), (1, 3):
        args = (subject, start, end, "why") if kind is UnicodeTranslateError else ("enc", subject, start, end, "why")
        u = kind(*args)
        print(u, u.object == subject, u.start, u.end, u.reason)
    u.reason, u.start = 12, 0
    print(u)
    try:
        kind("a")
    except TypeError as err:
        print(err)

for kw in {}, {"name": "n"}, {"path": "p"}, {"name": "n", "path": "p"}:
    orig = ImportError("test", **kw)
    orig.extra = 1
    for c in copy.copy(orig), copy.deepcopy(orig):
        print(c.args, c.msg, c.name, c.path, c.extra)
print(orig.__reduce__())
orig.__init__()
print(orig.args, orig.msg, orig.name, orig.path)

for info in ("f", 1, 2), ("f", 1, 2, "t", 3), ("f", 1, 2, "t"), ("f", 1, 2, "t", 3, 4):
    try:
        s = SyntaxError("bad", info)
        print(s.filename, s.end_offset, s.print_file_and_line)
    except TypeError as err:
        print(err)


def ring(n):
    links = [ValueError(i) for i in range(n)]
    for a, b in zip(links, links[1:] + links[:1]):
        a.__context__ = b
    try:
        raise links[0]
    except ValueError:
        raise TypeError("out of the ring")


for n in 1, 2, 3, 5:
    try:
        ring(n)
    except TypeError as err:
        print(n, err.__context__.args)

caught, sys.stderr = sys.stderr, io.StringIO()
try:
    1 / 0
except ZeroDivisionError:
    sys.__excepthook__(*sys.exc_info())
text, sys.stderr = sys.stderr.getvalue(), caught
print(text.splitlines()[-1], len(text.splitlines()))


class Callable:
    def __call__(self, *args):
        return args


import types

func, owner = Callable(), object()
method = types.MethodType(func, owner)
print(repr(method).split(" of ")[0])
func.__name__ = "name"
print(repr(method).split(" of ")[0])
func.__qualname__ = "qualname"
print(repr(method).split(" of ")[0])


class A:
    def meth(self):
        return self


class B:
    pass


a, b = A(), B()
b.meth = a.meth.__get__(b, B)
print(b.meth() is a)
B.shared = a.meth
print(b.shared() is a)
