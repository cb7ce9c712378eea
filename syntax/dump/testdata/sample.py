"""A little of everything, for the recorded dump."""
from __future__ import annotations
import a.b as c, d
from . import (e, f as g)
from .h import *

x: int = 1_000; (y): float; z.w: "str" = 1e-5
a = b = *c, 0x_ff, 1.0e20j, ... , None, True
a @= -b ** ~c // d if e else not f and g or h < i <= j is not k not in l
del (a, [b]), c[d:e, ::f, *g]
assert x, 'message'
raise A from B
lambda a, /, b=1, *c, d, e=2, **f: (yield)
print(*a, b, c=d, **e)(g for h in i if j if k)
{1: 2, **a}; {1, *b}; [c for d in e async for f in g]; {h: i for j in k}; ()
'a' u'b' "c\n\x41\u20ac\N{BULLET}\101\
d"; b'\xff' rb'\x'; u'e'; 'it\'s "quoted"'; '\ud800'
f'{a!r:>{b}} {{c}} {d=} {e = !s:x}' 'tail' f''
rf'\d{x:\d}'

@decorator
@other(1)
async def function[T: (int, str) = int, *Ts, **P](a: int, /, *args: *Ts, b: str = 'x', **kw) -> None:
    async with a as b, c as (d, e): pass
    async for i in j: await k
    else: return l
    yield from m

class C[T](B, metaclass=M):
    nonlocal_ = 1
    def method(self): global q; nonlocal r

type Alias[T] = list[T]

with (open(a) as b, open(c),): pass
with (a): pass
with (a, b) as c: pass
for x, *y in z: break
else: pass
while (n := f(n)): continue

try: pass
except A as b: pass
except (C, D): pass
except: pass
else: pass
finally: pass
try: pass
except* E: pass

match x, y:
    case [1, *_, -2 + 3j] | {'k': v, **rest} if v: pass
    case Point(0, y=C.D) as p: pass
    case None | True | 'a' 'b' | (a): pass
    case _: pass

if a: pass
elif b: pass
elif c: pass
else: pass
É = ªb  # normalized
