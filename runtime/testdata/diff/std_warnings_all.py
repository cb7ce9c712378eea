# record: 3.14
"""warnings: filters and their order, what is shown once, where a warning is placed, and deprecated()."""
import sys
import warnings


def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


def show(got):
    for w in got:
        print("  ", w.category.__name__, "|", w.message, "|", w.filename.rpartition("/")[2], w.lineno, w.source)
    print("  --", len(got))


class Own(UserWarning):
    pass


def helper(msg, cat=None, level=1, **kw):
    warnings.warn(msg, cat, stacklevel=level, **kw)


def caller(level):
    helper(f"level {level}", level=level)


for action in ("default", "always", "all", "once", "module", "ignore"):
    with warnings.catch_warnings(record=True) as got:
        warnings.resetwarnings()
        warnings.simplefilter(action)
        for i in range(3):
            warnings.warn("same place")
        warnings.warn("other place")
        warnings.warn("same place")
        warnings.warn("same place", Own)
        helper("in helper")
        helper("in helper")
    print(action)
    show(got)
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always")
    for level in (1, 2, 3, 4, 99):
        caller(level)
    helper(Own("instance"))
    helper(Own("instance with category"), DeprecationWarning)
    helper("given", DeprecationWarning)
    helper("source", ResourceWarning, source="the source")
    warnings.warn_explicit("explicit", UserWarning, "some/file.py", 77)
    warnings.warn_explicit("explicit", Own, "f.py", 7, module="m", registry={}, source=5)
    warnings.warn_explicit(Own("obj"), None, "f.py", 8)
show(got)
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", message="ig.*")
    warnings.filterwarnings("always", category=Own)
    warnings.filterwarnings("default", message="^exact$", lineno=0, append=True)
    warnings.filterwarnings("ignore", module="no_such")
    t(lambda: warnings.warn("error"), lambda: warnings.warn("ignored"), lambda: warnings.warn("own", Own), lambda: warnings.warn("IGNORED case"), lambda: warnings.warn("not ignored"), lambda: warnings.warn("exact"))
    print(len(warnings.filters) > 3, warnings.filters[0])
show(got)
with warnings.catch_warnings(action="error", category=Own):
    t(lambda: warnings.warn("x", Own))
with warnings.catch_warnings(record=True, action="always") as got:
    warnings.warn("recorded")
show(got)
t(
    lambda: warnings.warn("x", 5), lambda: warnings.warn("x", int), lambda: warnings.warn("x", ValueError), lambda: warnings.warn(), lambda: warnings.warn("x", stacklevel="a"), lambda: warnings.simplefilter("nope"), lambda: warnings.filterwarnings("nope"), lambda: warnings.filterwarnings("ignore", message=5), lambda: warnings.filterwarnings("ignore", category=5), lambda: warnings.filterwarnings("ignore", category=int), lambda: warnings.filterwarnings("ignore", module=5), lambda: warnings.filterwarnings("ignore", lineno=-1), lambda: warnings.filterwarnings("ignore", lineno="a"), lambda: warnings.simplefilter("ignore", lineno=-5), lambda: warnings.warn_explicit("x", UserWarning, "f"), lambda: warnings.warn("x", skip_file_prefixes="abc"), lambda: warnings.catch_warnings().__exit__(None, None, None),
)
cm = warnings.catch_warnings()
with cm:
    pass
t(cm.__enter__, lambda: repr(warnings.catch_warnings(record=True)), lambda: repr(warnings.catch_warnings()))
print(warnings.formatwarning("msg", UserWarning, "file.py", 12), end="")
print(warnings.formatwarning(Own("msg"), Own, "file.py", 12, "the line"), end="")
w = warnings.WarningMessage("m", UserWarning, "f.py", 3, line="src")
print(w, w.line, w.file)
saved = warnings.showwarning
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print("shown:", message, category.__name__, lineno)
warnings.simplefilter("always")
warnings.warn("through showwarning")
warnings.showwarning = saved
warnings.warn("to stderr", Own)
warnings.showwarning("direct", UserWarning, "x.py", 1, file=sys.stdout)
warnings.resetwarnings()


@warnings.deprecated("use g instead")
def f(x):
    "doc"
    return x


@warnings.deprecated("no category", category=None)
def quiet():
    return "quiet"


@warnings.deprecated("own", category=Own, stacklevel=2)
def outer():
    return "outer"


@warnings.deprecated("old class")
class Old:
    def __init__(self, v=0):
        self.v = v


class K:
    @warnings.deprecated("old method")
    def m(self):
        return "m"

    @classmethod
    @warnings.deprecated("old classmethod")
    def c(cls):
        return "c"

    @property
    @warnings.deprecated("old property")
    def p(self):
        return "p"


with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter("always")
    print(f(1), f.__doc__, f.__name__, f.__deprecated__, quiet(), outer(), Old(3).v, Old.__deprecated__, K().m(), K.c(), K().p)

    class Derived(Old):
        pass

    print(Derived(4).v)
show(got)
t(lambda: warnings.deprecated(5), lambda: warnings.deprecated("x")(5), lambda: warnings.deprecated())
print(sorted(n for n in warnings.__all__))
for name in ("UserWarning", "DeprecationWarning", "PendingDeprecationWarning", "SyntaxWarning", "RuntimeWarning", "FutureWarning", "ImportWarning", "UnicodeWarning", "BytesWarning", "ResourceWarning", "EncodingWarning"):
    print(name, __builtins__.__dict__[name].__mro__[1:3] if not isinstance(__builtins__, dict) else "")
warnings.simplefilter("error", DeprecationWarning)
warnings.warn("uncaught", DeprecationWarning)
