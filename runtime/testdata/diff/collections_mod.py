from collections import deque, defaultdict, Counter, OrderedDict, namedtuple, ChainMap
d = deque([1, 2, 3], maxlen=3); d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), len(d), list(d), d[0], d.maxlen); d.extend([7, 8]); d.rotate(1); print(d, 7 in d, d.count(7)); d.clear(); print(d)
try: d.pop()
except IndexError as e: print(e)
try: deque()[0]
except IndexError as e: print(e)
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dict(dd), dd.get("zz"))
try: defaultdict()["x"]
except KeyError as e: print(repr(e))
c = Counter("hello"); print(c, c.most_common(1), c["zz"], c + Counter("lo"), c - Counter("l"), sum(c.values()), list(Counter(a=2).elements())); c.update("hh"); print(c["h"])
od = OrderedDict(a=1, b=2); od.move_to_end("a"); print(od, list(od), od.popitem(last=False))
P = namedtuple("P", "x y", defaults=[5]); p = P(1); print(p, p.x, p[1], p._replace(y=2), p._asdict(), P._fields, p == (1, 5), *p)
try: P()
except TypeError as e: print(e)
try: p.x = 2
except AttributeError as e: print(e)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m["a"], m["b"], sorted(m), m)
from collections.abc import Iterable, Mapping, Awaitable, AsyncGenerator, Coroutine, AsyncIterator, Callable, Hashable, Sized
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance(5, Iterable), issubclass(list, Sized), isinstance(len, Callable), isinstance([], Hashable))
async def co(): pass
async def ag(): yield
x = co(); y = ag(); print(isinstance(x, Awaitable), isinstance(x, Coroutine), isinstance(y, AsyncGenerator), isinstance(y, AsyncIterator), isinstance(y, Awaitable)); x.close()
from types import SimpleNamespace
ns = SimpleNamespace(a=1, b="x"); ns.c = 2; print(ns, ns == SimpleNamespace(a=1, b="x", c=2))
from enum import Enum, IntEnum, Flag, auto
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
print(Color.RED, repr(Color.RED), Color(2), Color["RED"], list(Color), Color.RED.name, Color.ALIAS is Color.RED, Color.RED == 1)
class N(IntEnum):
    A = auto()
    B = auto()
print(N.B, N.A < N.B, N.B + 1, repr(N.A), f"{N.A}")
try: Color(9)
except ValueError as e: print(e)
