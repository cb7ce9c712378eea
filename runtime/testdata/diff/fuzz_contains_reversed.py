# record: 3.14
# The errors of `in` and of reversed().
class I:
    def __iter__(self): raise ValueError("from iter")
class G:
    def __getitem__(self, i): return i
class S:
    def __len__(self): return 2
    def __getitem__(self, i): return i * 10
class N:
    __reversed__ = None
class T:
    def __iter__(self): raise TypeError("own type error")
class Z:
    __contains__ = None
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for o in I(), T(), Z(), 5, None:
    show(lambda: 3 in o)
    show(lambda: reversed(o))
show(lambda: reversed(G())); show(lambda: list(reversed(S()))); show(lambda: 3 in G()); show(lambda: 10 in S()); show(lambda: reversed({1})); show(lambda: list(reversed({1: 2, 3: 4}))); show(lambda: reversed(iter([])))
show(lambda: [].insert(10**20, 1)); show(lambda: [1][10**20]); show(lambda: bytes(2**63)); show(lambda: range(3)[2**70]); show(lambda: (1,)[-2**70])
