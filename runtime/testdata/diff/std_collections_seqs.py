# record: 3.14
"""deque, namedtuple, UserList, UserString."""

import collections
import copy
from collections import UserList, UserString, deque, namedtuple

d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.maxlen, len(d), d[0], d[-1], list(reversed(d)), d.index(3), d.count(2), 3 in d, d.rotate(1), d, d.rotate(-2), d, d.reverse(), d, d.copy(), copy.copy(d), copy.deepcopy(d).maxlen)
e = deque("abc")
e.insert(1, "X")
e.insert(-1, "Y")
e.insert(99, "Z")
e.extend("12")
e.extendleft("34")
print(e, e.pop(), e.popleft(), e.remove("X"), e, e + deque("!"), e * 2, 2 * deque([1]), deque([1, 2]) * 0, e == deque(e), deque([1]) < deque([2]), deque([1, 2]) != deque([1]), bool(deque()))
e[0], e[-1] = "A", "B"
del e[1]
e += "q"
e *= 2
print(e, e.clear(), e, deque(maxlen=0), deque([[1]], 2), deque("abc").index("c", 1, 3), type(iter(deque())).__name__, type(reversed(deque())).__name__, deque[int])
rec = deque()
rec.append(rec)
print(rec)


class Q(deque):
    pass


q = Q([1], maxlen=2)
q.x = 5
print(q, copy.copy(q), q.x, q + Q([2]))
it = iter(deque([1, 2, 3]))
P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._make([3, 4]), P._fields, P._field_defaults, P.__doc__, p == (1, 5), hash(p) == hash((1, 5)), P.x.__doc__, P.__name__, P.__module__, p.__getnewargs__(), isinstance(p, tuple), P(y=1, x=2), len(p), [*p], p.count(1), p.index(5), P.__match_args__)
print(namedtuple("R", "a def a _x 1b", rename=True)._fields, namedtuple("S", ["a", "b"])(1, 2), namedtuple("T", "a,b , c")(1, 2, 3), namedtuple("E", "")(), namedtuple("M", "a", module="mod").__module__)


class Sub(P):
    __slots__ = ()

    def total(self):
        return self.x + self.y


print(Sub(1, 2).total(), Sub(1, 2), Sub(1, 2)._replace(y=5))
match p:
    case P(x=1, y=v):
        print("matched", v)
l = UserList([3, 1, 2])
l.append(4)
l.sort()
print(l, l[1:], type(l[1:]).__name__, l + [5], [0] + l, l * 2, l == [1, 2, 3, 4], l < [9], l.index(3), l.pop(), l.extend(UserList([7])), l, l.count(7), l.reverse(), l.copy(), list(l), 7 in l, copy.copy(l), UserList("ab"), l.insert(0, "i"), l.remove("i"), l)
s = UserString("Hello")
print(s, repr(s), s.upper(), type(s.upper()).__name__, s + " w", "w " + s, s * 2, s[1:3], s == "Hello", s < "Z", "ell" in s, len(s), s.split("l"), s.find("l"), s.replace("l", "L"), s.center(9, "*"), hash(s) == hash("Hello"), UserString("%d") % 5, int(UserString("42")), s.startswith("He"), s.encode(), s.join(["a", "b"]), s.isalpha(), s.format(), UserString(5))
for bad in (
    lambda: deque().pop(), lambda: deque().popleft(), lambda: d[99], lambda: d.index(99), lambda: d.remove(99), lambda: deque(5), lambda: deque([], -1), lambda: deque([], "a"), lambda: d + [1], lambda: deque([1], 1).insert(0, 2), lambda: d["a"], lambda: d.rotate("a"),
    lambda: P(), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: P(1, x=2), lambda: P._make([1]), lambda: p._replace(q=1), lambda: setattr(p, "x", 1), lambda: namedtuple("a b", "x"), lambda: namedtuple("A", "x x"), lambda: namedtuple("A", "_x"), lambda: namedtuple("A", "class"), lambda: namedtuple("A", "1x"), lambda: namedtuple("A", "x", defaults=[1, 2]), lambda: p.z,
    lambda: UserList([1])[5], lambda: UserString("a").index("z"), lambda: hash(UserList()),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
