# record: 3.14
# Pure paths of both kinds: parts, joining, comparison, relative_to, matching, errors.
from pathlib import Path, PosixPath, PurePath, PurePosixPath as P, PureWindowsPath as W, WindowsPath
import pathlib


def show(text, **names):
    try:
        print(text, "->", repr(eval(text, globals(), names)))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


TEXTS = ["", ".", "/", "//", "///a", "//a/b", "a", "a/", "a/b.tar.gz", "./a//b/./c", "../x", "/a/../b", ".hidden", "a.", "..a", "c:", "c:/", "c:a\\b",
         "\\\\srv\\share", "\\\\srv\\share\\x", "//srv/share/x.y", "\\a", "a:b/c", "x/c:y", "~/z", "...", "a b", "\\\\?\\c:\\x"]
for kind in (P, W):
    for text in TEXTS:
        p = kind(text)
        print(repr(p), str(p), p.drive, p.root, p.anchor, p.parts, p.name, p.stem, p.suffix, p.suffixes, p.parent, len(p.parents), p.is_absolute(), p.as_posix(), bytes(p))
        for call in ("p.as_uri()", "p.with_name('n')", "p.with_stem('s')", "p.with_suffix('.e')", "p.with_suffix('')", "list(p.parents)[:2]", "p / 'q/r'", "'q' / p"):
            show(call, p=p)
    for a in TEXTS:
        print(a, [str(kind(a, b)) for b in TEXTS])
        print([(kind(a) == kind(b), kind(a) < kind(b)) for b in ("a", "A", "a/b", "a.b", "/")])
for case in """
P(1)
P(b'x')
P('a', None)
P('a') / 1
1 / P('a')
P('a') < W('a')
P('a') == W('a')
P('a') == 'a'
P('a').with_name('')
P('a').with_name('b/c')
P('').with_name('x')
P('a').with_suffix('x')
P('a').with_suffix('.')
P('a').with_suffix('.x/y')
P('a.b').with_stem('')
W('a').with_name('c:')
P('a/b').relative_to('a')
P('a/b').relative_to('c')
P('a/b').relative_to('c', walk_up=True)
P('a/b').relative_to('c/../d', walk_up=True)
P('/a/b').relative_to('a', walk_up=True)
P('a/b').relative_to('')
P('/a/b/c').relative_to(P('/a/d/e'), walk_up=True)
P('a/b').is_relative_to('a'), P('a/b').is_relative_to('b')
W('C:/A/b').relative_to('c:/a')
P('a')['x']
P('a').parents[3]
P('a/b/c').parents[-1], P('a/b/c').parents[0:2]
P('a/b').joinpath('c', '/d', 'e')
P(P('a'), 'b')
P(W('a\\\\b'), 'c')
P('a/b.py').match('*.py'), P('a/b.py').match('a/*.py'), P('/a/b.py').match('/*.py'), P('a/b.py').match('A/*.PY', case_sensitive=False)
P('a/b/c.py').match('a/**/*.py'), P('a/c.py').match('a/**/*.py')
P('a').match('')
P('a/b/c.py').full_match('a/**/*.py'), P('a/c.py').full_match('a/**/*.py'), P('a').full_match('**'), P('a/b').full_match('*')
W('A/B.PY').full_match('a/*.py'), W('a').match('A')
P('abc').match('a[b-d]?'), P('a]c').match('a[]]c'), P('a!c').match('a[!b]c'), P('a[').match('a[')
hash(P('a')) == hash(P('./a')), hash(W('A')) == hash(W('a'))
sorted([P('b'), P('a/c'), P('a'), P('a.b')])
P('a').__reduce__(), P('a', 'b').__fspath__()
P('a/b').parents
type(PurePath('a')), type(Path('a'))
WindowsPath('a')
pathlib.UnsupportedOperation.__mro__
Path('a').absolute().is_absolute(), Path.cwd() == Path().absolute()
Path.from_uri('file:///a%20b'), Path.from_uri('file:/a'), Path.from_uri('file://localhost/x')
Path.from_uri('http://x')
Path.from_uri('file:a')
Path('~').expanduser() == Path.home()
Path('~no_such_user_here').expanduser()
""".strip().splitlines():
    show(case)


class Mine(P):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag

    def with_segments(self, *args):
        return type(self)(*args, tag=self.tag)


m = Mine("a/b.c", tag=7)
print(repr(m), (m / "x").tag, m.parent.tag, m.with_suffix(".d"), m.parents[0].tag, isinstance(m, __import__("os").PathLike))
