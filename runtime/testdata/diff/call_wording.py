"""What built-in functions say of arguments that they cannot take."""


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


t(lambda: print(1, sepp=2))
t(lambda: print(1, zzz=2))
t(lambda: sorted([1], keyy=1))
t(lambda: [].sort(revers=1))
t(lambda: sorted([1], None))
t(lambda: sorted())
t(lambda: bytes('a', 1))
t(lambda: bytes('a', 'utf8', 1))
t(lambda: bytearray('a', 1))
t(lambda: str(b'a', 1))
t(lambda: complex('x'))
t(lambda: complex('x_'))
t(lambda: complex('1_'))
t(lambda: complex('1__0'))
t(lambda: complex('1_0'))
t(lambda: complex(''))
t(lambda: complex('1+'))
t(lambda: float('x_'))
t(lambda: int('5', bas=3))
t(lambda: open())
t(lambda: open('x', mod='r'))

import json
for s in ['"\\u0301', '"\\u03"', '"\\u', '"\\ud8', '"\\u0zzz"', '"\\ud800\\u', '"\\u0301"', '"\\ud834\\udd1e"']:
    t(lambda: ascii(json.loads(s)))
for v, f in ((1, ',s'), (1, '_s'), ('a', ','), ('a', '_'), ('a', ',d'), (1.5, ',s'), (1.5,'_x'), (1, ',x'), (1,',c'), (1, ',b'), (1,'_b'), (1,',q'), (1.5,',q'), ('a','_q'), (1, ',_'), (1,'_,')):
    print(repr(v), f, end=' ')
    t(lambda: format(v, f))
t(lambda: '%s' % format(1, 'q'))
t(lambda: 'a'.split(sepp=1))
t(lambda: 'a'.encode(encodin='x'))
t(lambda: sum([], star=1))
t(lambda: max(1, 2, kye=1))
t(lambda: int(x=1))
t(lambda: zip([], stric=1))
t(lambda: __import__('x', global_=1))
t(lambda: compile('1', 'f', 'eval', flag=1))
t(lambda: pow(2, 3, mo=1))
t(lambda: round(1, ndigit=1))
import asyncio
t(lambda: asyncio.Future(lop=1))
