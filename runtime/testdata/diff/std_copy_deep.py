# copy and deepcopy: cycles, shared parts, hooks, what cannot be copied.
import copy
from dataclasses import dataclass, field


class Node:
    def __init__(self, name): self.name, self.links = name, []


class Slots:
    __slots__ = ("a", "b")


class Hooked:
    def __init__(self, n): self.n, self.log = n, []
    def __copy__(self):
        c = type(self)(self.n)
        c.log.append("copy")
        return c
    def __deepcopy__(self, memo):
        c = type(self)(copy.deepcopy(self.n, memo))
        c.log.append("deep")
        return c


class State:
    def __init__(self): self.x, self.cache = [1], object()
    def __getstate__(self): return {"x": self.x}
    def __setstate__(self, s):
        self.__dict__.update(s)
        self.cache = "rebuilt"


@dataclass
class D:
    xs: list = field(default_factory=list)
    t: tuple = ()


a, b = Node("a"), Node("b")
a.links += [b, a]
b.links.append(a)
c = copy.deepcopy(a)
print(c.links[0].links[0] is c, c.links[1] is c, c is not a, c.links[0] is not b, copy.copy(a).links is a.links)
shared = [1]
d = copy.deepcopy({"p": shared, "q": (shared, 2), "r": frozenset([3])})
print(d["p"] is d["q"][0], d["p"] is shared, d)
s = Slots()
s.a = [1]
t, u = copy.copy(s), copy.deepcopy(s)
print(t.a is s.a, u.a is s.a, hasattr(u, "b"))
h = Hooked([1])
print(copy.copy(h).log, copy.deepcopy(h).log, copy.copy(h).n is h.n, copy.deepcopy([h, h])[0] is not h)
st = copy.deepcopy(State())
print(st.cache, st.x)
x = D([[1]], ([2],))
y, z = copy.copy(x), copy.replace(x, xs=[9])
print(y == x, y.xs is x.xs, copy.deepcopy(x).t[0] is x.t[0], z, z.t is x.t)
print(copy.copy(3) is copy.copy(3), copy.deepcopy(print) is print, copy.deepcopy(Node) is Node, copy.copy((1, 2)), copy.deepcopy([...]))
try:
    copy.deepcopy(i for i in [])
except TypeError as e:
    print(e)
memo = {}
copy.deepcopy(shared, memo)
print(id(shared) in memo)
