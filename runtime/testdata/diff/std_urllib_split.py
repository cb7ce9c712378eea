# The helpers of urllib.parse that urllib.request is made of, and the lists of schemes.
import urllib.parse as p
import warnings

warnings.simplefilter("error")
urls = [
    "http://user:pw@host:80/a/b?x=1?y#t#u", "HTTP:x", "//h:80", "//h?q", "//h#f/g", "//", "///p", "/p;a=1;b", "nothing", "", ":x", "a/b:c", "a:b:c",
    "h:", "h:12", "h:1x", "h:-1", "h:\u0663", ":5", "u@", "@h", "u@v@h", "u:p:q", "k=v=w", "k", "=", "a?b?c", "#", "//a\nb/c", "x\ny:z", "h\n:1", "h:1\n",
]
for name in "_splittype", "_splithost", "_splituser", "_splitpasswd", "_splitport", "_splitnport", "_splitquery", "_splittag", "_splitattr", "_splitvalue":
    function = getattr(p, name)
    print(name, [function(u) for u in urls])
    public = getattr(p, name[1:])
    try:
        public("a")
    except DeprecationWarning as e:
        print(public.__name__, e)
print([p._splitnport(u, 7) for u in urls])
for u in "<URL:http://h/>", " < URL: x > ", "URL:y", "<z", "<URL:", 3, "<>":
    print(repr(p.unwrap(u)))
print(p._to_bytes("abc"), p._to_bytes(b"\xff"))
for f in p._to_bytes, p.to_bytes:
    try:
        f("\xe9")
    except (UnicodeError, DeprecationWarning) as e:
        print(type(e).__name__, e)
print(p.uses_fragment, p.uses_query, p.non_hierarchical, p.clear_cache())
