import math, os, random, weakref, itertools, inspect, traceback, warnings, io
random.seed(42); print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(100), 5), random.gauss(0, 1), random.getrandbits(70), random.uniform(1, 2), random.shuffle([1]), random.choices("xyz", k=3))
random.seed("text"); print(random.random())
print(list(itertools.islice(itertools.count(5), 3)), list(itertools.permutations("abc", 2)), list(itertools.combinations(range(4), 2)), [(k, list(g)) for k, g in itertools.groupby("aabbb")])
print(list(itertools.product("ab", repeat=2)), list(itertools.zip_longest([1], [2, 3])), list(itertools.chain([1], [2])), list(itertools.accumulate([1, 2, 3])), list(itertools.pairwise("abc")), list(itertools.batched("abcde", 2)), list(itertools.islice("abcdef", 1, 5, 2)))
try: 1 / 0
except ZeroDivisionError: print(traceback.format_exc().splitlines()[-1])
for p in ("/a/b.py", "a", "/", "a/", ".bashrc", "/x/../y/./z"): print(os.path.split(p), os.path.splitext(p), os.path.normpath(p), os.path.basename(p), os.path.dirname(p))
print(os.path.join("a", "b", "/c"), os.path.exists("/nosuch"), os.path.relpath("/a/b", "/a/c"), os.sep, os.environ.get("NO_SUCH"))
try: os.listdir("/nosuch")
except OSError as e: print(type(e).__name__, e)
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning)
print([(str(w.message), w.category.__name__) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("raised")
    except UserWarning as e: print(repr(e))
warnings.warn("shown")
for _ in range(3): warnings.warn("once")
async def co(): pass
async def ag(): yield
def gen(): yield
print(inspect.iscoroutinefunction(co), inspect.isasyncgenfunction(ag), inspect.isgeneratorfunction(gen), inspect.isasyncgen(ag()), inspect.iscoroutinefunction(gen))
c = co(); print(inspect.getcoroutinestate(c), inspect.isawaitable(c)); c.close(); print(inspect.getcoroutinestate(c))
g = gen(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g))
class K: pass
k = K(); d = weakref.WeakValueDictionary(); d["k"] = k; s = weakref.WeakSet([k]); print(len(d), len(s)); del k; print(len(d), len(s))
f = io.StringIO("a\nb\n"); print(f.readline(), list(f)); f.write("c"); print(repr(f.getvalue()))
