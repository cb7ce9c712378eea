# record: 3.14
"""urllib.parse."""

from urllib import parse as p

urls = [
    "", "http://a/b", "HTTP://User:Pa%20ss@Host.Example:8080/p/a;t?q=1&r#frag", "//host/path", "/abs/path?x", "rel/path;par", "mailto:a@b.c", "file:///etc/x", "http://[::1]:80/x", "http://[fe80::1%eth0]/", "urn:isbn:123", "a:b:c", "1a:b", "http://h?q", "http://h#f", "http:///x", "svn+ssh://u@h/r", "  http://x/\n", "http://h:", "?q", "#f", "x://y;z?",
]
for u in urls:
    r = p.urlparse(u)
    s = p.urlsplit(u)
    print(repr(u), tuple(r), s.geturl(), r.geturl(), r.username, r.password, r.hostname, r.port, p.urldefrag(u))
print(p.urlsplit("//h/p", "ftp"), p.urlsplit("a#b", allow_fragments=False), p.urlparse(b"http://h:1/p?q"), p.urlsplit(b"http://h/").decode(), p.urlsplit("http://h/é".encode("ascii", "ignore")).netloc, p.urlsplit("http://h").encode(), p.urlsplit("http://a")._replace(path="/z").geturl())
base = "http://a/b/c/d;p?q"
for rel in ("g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", "g?y#s", ";x", "g;x", "", ".", "./", "..", "../", "../g", "../..", "../../g", "../../../g", "/./g", "/../g", "g.", ".g", "./../g", "./g/.", "g/./h", "g/../h", "http:g", "g?y/./x"):
    print(rel, p.urljoin(base, rel), end="; ")
print(p.urljoin("", "x"), p.urljoin("x", ""), p.urljoin("http://a/b", "mailto:x"), p.urljoin(b"http://a/b/", b"c"), p.urljoin("a/b/c", "../d"))
print(p.urlunparse(("http", "h", "/p", "x", "q", "f")), p.urlunsplit(("", "h", "p", "", "")), p.urlunsplit(("file", "", "/x", "", "")), p.urlunsplit(("http", "", "", "", "")), p.urlunsplit(("x", "", "a", "b", "")))
print(p.quote("a b/c?d=é&~"), p.quote("a/b", safe=""), p.quote(b"\xff a"), p.quote_plus("a b+c"), p.quote("é", encoding="latin-1"), p.quote(""), p.quote_from_bytes(b"\x00\x7f"), p.quote("a@b", safe="@"), p.quote_plus(b"a b"))
print(p.unquote("a%20b%C3%A9%zz%"), p.unquote_plus("a+b%2B"), p.unquote("%ff"), p.unquote("%E9", "latin-1"), p.unquote_to_bytes("a%FFé"), p.unquote(b"%41"), p.unquote("é%20ü"), p.unquote(""), p.unquote_to_bytes(b""), p.unquote("%e2%82"))
print(p.urlencode({"a": 1, "b c": "d&e"}), p.urlencode([("x", [1, 2]), ("y", "z")], doseq=True), p.urlencode({"x": [1, 2]}), p.urlencode({"é": b"\xff"}), p.urlencode({"a": "b c"}, quote_via=p.quote), p.urlencode({}), p.urlencode({"k": ()}, True), p.urlencode({"a": None, "t": (1,)}, doseq=True))
print(p.parse_qs("a=1&b=2&a=3&c="), p.parse_qs("c=", keep_blank_values=True), p.parse_qsl("a=1;b=2", separator=";"), p.parse_qsl("x=a+b%26&y"), p.parse_qsl(b"a=%ff"), p.parse_qs(""), p.parse_qsl("&&a=b&"))
for bad in (
    lambda: p.urlsplit("http://[::1"), lambda: p.urlsplit("http://h:99999/").port, lambda: p.urlsplit("http://h:x/").port, lambda: p.urljoin("a", b"b"), lambda: p.quote(b"a", encoding="utf-8"), lambda: p.quote_from_bytes("a"), lambda: p.urlencode("abc"), lambda: p.urlencode(5), lambda: p.parse_qsl("a", strict_parsing=True), lambda: p.parse_qsl("a=1&b=2", max_num_fields=1), lambda: p.parse_qs("a", separator=""), lambda: p.unquote(5), lambda: p.urlsplit("http://h/", b"x"),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
