# record: 3.14
def t(*fs):
    for f in fs:
        try:
            print(repr(f()))
        except BaseException as e:
            print(type(e).__name__, "|", e)


import collections, functools, itertools, array, types, operator, re, struct, random, threading


dq = collections.deque([1])
for x in (dq, collections.defaultdict(int), collections.Counter(), functools.partial(print), itertools.count(), itertools.chain(), array.array("i"), types.SimpleNamespace(), re.compile("a"), re.match("a", "a"), (i for i in ()), lambda: 0, print, int, len.__class__, "".join, [].__iter__(), {}.keys(), {}.items(), range(1), slice(1), memoryview(b""), object(), super(type), property(), classmethod(1), staticmethod(1), NotImplemented, Ellipsis, None, 1, 1.0, 1j, "", b"", bytearray(), types.ModuleType("m"), Exception(), map(int, []), zip(), enumerate([]), filter(None, []), iter(int, 0), threading.Lock(), operator.itemgetter(1), int.__add__, (1).__add__, int.__dict__["real"], list.append):
    t(lambda: x + object(), lambda: x < 1j, lambda: x.nope, lambda: -x if not isinstance(x, (int, float, complex, collections.Counter)) else 0, lambda: x[object()] if not isinstance(x, (type, collections.defaultdict, collections.Counter, types.MappingProxyType, collections.OrderedDict)) else 0, lambda: x["a":] if isinstance(x, (type(None), int)) else 0)
