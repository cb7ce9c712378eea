# slice objects: attributes, comparisons, indices.
for s in slice(3), slice(1, 5), slice(None, None, -1), slice(-3, None), slice(5, 1, -2), slice(None, -1, 3), slice(10, 20), slice(-100, 100, 7):
    print(s, s.start, s.stop, s.step, [s.indices(n) for n in (0, 1, 5, 10)], list(range(10))[s], "abcdefghij"[s], tuple(range(10))[s], bytes(range(97, 107))[s], range(10)[s])
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), slice("a", [], {}), hash(slice(1, 2)) == hash(slice(1, 2)), slice(None) == slice(None, None, None))
class C:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
c = C()
print(c[1], c[1:2], c[1:2:3], c[1, 2], c[:, ::2], c[...], c[()], c[1:2, 3], c[*[1, 2]], c[*"ab", 5], c[lambda: 1] is not None, c[(x := 3)], x)
c[1:2] = 5; c[..., 1] = 6; del c[:]; del c[1, 2]; c[1:2] += (1,) if False else slice(0) and 1 if False else 0
for f in lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(0, 1, 0).indices(3), lambda: slice("a").indices(3), lambda: slice(1).indices(-1), lambda: slice(1) < slice("a"), lambda: setattr(slice(1), "start", 2):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
