import os, sys
d = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"lang_imports_{os.getpid()}")
def w(p, s):
    p = os.path.join(d, p); os.makedirs(os.path.dirname(p), exist_ok=True)
    with open(p, "w") as f: f.write(s)
w("m1.py", "print('run m1', __name__, __package__ == '')\nx = 1\n_y = 2\n__all__ = ['x', 'z']\nz = 3\n")
w("pk/__init__.py", "print('run pk', __path__ is not None)\nfrom . import sub\nfrom .sub import s as S\n")
w("pk/sub.py", "print('run sub', __name__, __package__)\ns = 's'\nfrom .. import nothing if 0 else None\n".replace("from .. import nothing if 0 else None\n", ""))
w("pk/deep/__init__.py", "")
w("pk/deep/x.py", "from ..sub import s\nfrom .. import sub as up\nfrom . import y\nv = s + up.s + y.w\n")
w("pk/deep/y.py", "w = 'w'\n")
w("ca.py", "import cb\nA = 1\n")
w("cb.py", "try:\n    from ca import A\nexcept ImportError as e:\n    print(str(e).rpartition(' (')[0])\nimport ca\ntry: ca.A\nexcept AttributeError as e: print(str(e).replace(ca.__file__, 'F'))\n")
w("bad.py", "x = 1\n1 / 0\n")
w("syn.py", "def f(:\n")
w("ns/one.py", "n = 1\n")
w("dyn.py", "def __getattr__(n):\n    if n == 'magic': return 42\n    raise AttributeError(n)\n")
sys.path.insert(0, d)
import m1, m1 as again; print(m1 is again, m1.x)
from m1 import *
print(x, z, "_y" in globals())
import pk.deep.x as q; print(q.v, sys.modules["pk"].S, "pk" in globals())
import pk.sub; print(pk.sub.s, pk.deep.__name__)
import ca
for stmt in ("import nope", "import m1.sub", "from m1 import nope", "from pk import nope", "import bad", "import syn", "from . import a", "from .x import a", "import pk.nope", "from nope.x import y", "from m1 import xx"):
    try: exec(stmt, {"__name__": "__main__", "__package__": None} if "." in stmt.split()[1] and stmt.split()[1].startswith(".") else {})
    except Exception as e: print(stmt, "->", type(e).__name__, str(e).replace(d, "D"), getattr(e, "name", None) if isinstance(e, ImportError) else "")
print("bad" in sys.modules)
import ns.one; print(ns.one.n, hasattr(ns, "__file__"), ns.__path__ is not None)
from dyn import magic; print(magic)
try: from dyn import other
except ImportError as e: print(str(e).replace(d, "D"))
sys.modules["blocked"] = None
try: import blocked
except ModuleNotFoundError as e: print(e)
sys.modules["fake"] = type(sys)("fake"); import fake; print(fake)
import importlib
w("m1.py", "x = 'reloaded' + 'x'\n"); importlib.invalidate_caches()
print(importlib.reload(m1).x, m1.z, importlib.import_module(".sub", "pk").s)
print(__import__("pk.deep").__name__, __import__("pk.deep", fromlist=["x"]).__name__, m1.__spec__.name, m1.__loader__ is not None, pk.__spec__.submodule_search_locations == [os.path.join(d, "pk")])
for a in ((5,), ("",)):
    try: __import__(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def local():
    import m1 as inner
    from pk.sub import s
    return inner.x, s
print(local())
for top, dirs, files in os.walk(d, topdown=False):
    for f in files: os.remove(os.path.join(top, f))
    os.rmdir(top)
