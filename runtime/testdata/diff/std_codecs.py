"""Encodings, error modes, the registry of codecs."""

import codecs

texts = ["", "abc", "é", "日本", "😀", "a\ud800b", "€\x80", "\udc80\udcff", "\ufeffx", "aéb日c"]
encodings = ["utf-8", "utf_8", "UTF8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1", "iso-8859-1", "cp1252", "cp437", "iso8859-15", "koi8-r", "cp1251"]
for enc in encodings:
    for s in texts:
        for errors in ("strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"):
            try:
                b = s.encode(enc, errors)
                print(enc, ascii(s), errors, b, end=" ")
                try:
                    print(ascii(b.decode(enc, errors if "char" not in errors and "name" not in errors else "strict")))
                except UnicodeDecodeError as e:
                    print("DE", e)
            except UnicodeEncodeError as e:
                if errors in ("strict", "surrogateescape"):
                    print(enc, ascii(s), errors, "EE", e.encoding, e.start, e.end, e.reason)
blobs = [b"\xff", b"\xc3", b"\xe6\x97", b"a\x80b", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\x00", b"\x00\xd8", b"\x00\xdc\x41\x00", b"\x00\xd8\x41\x00", b"\xff\xfe", b"\xfe\xff\x00a", b"\x41\x00\x00\x00\x00\x00\x11\x00", b"\x00\xd8\x00\x00", b"\x81\x8d", b"\xe9\xff"]
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "ascii", "cp1252", "latin-1"):
    for b in blobs:
        for errors in ("strict", "replace", "backslashreplace", "surrogateescape"):
            try:
                print(enc, b, errors, ascii(b.decode(enc, errors)))
            except UnicodeDecodeError as e:
                print(enc, b, errors, e.encoding, e.start, e.end, e.reason)
info = codecs.lookup("UTF-8")
print(info.name, len(info), info.encode("é"), info.decode(b"\xc3\xa9"), codecs.lookup("latin1").name, codecs.lookup("utf16").name, codecs.lookup("ascii").name, codecs.lookup("cp1252").name)
d = codecs.getincrementaldecoder("utf-8")("strict")
print([d.decode(bytes([b])) for b in "é日😀".encode()], d.decode(b"", True), d.getstate())
d = codecs.getincrementaldecoder("utf-16")()
print([d.decode(bytes([b])) for b in "a😀".encode("utf-16")], d.getstate())
e = codecs.getincrementalencoder("utf-16")()
print(e.encode("a"), e.encode("b"), e.getstate())
e = codecs.getincrementalencoder("utf-8-sig")()
print(e.encode("a"), e.encode("b"))
print(list(codecs.iterencode(["a", "é"], "utf-8")), list(codecs.iterdecode([b"\xc3", b"\xa9x"], "utf-8")))
print(codecs.encode("abc", "rot13"), codecs.decode("nop", "rot_13"), codecs.encode(b"ab", "hex"), codecs.decode(b"6162", "hex_codec"))
print("é\n\\x\u20ac".encode("unicode_escape"), b"\\x41\\n\\u20ac\\101\\\\".decode("unicode_escape"), "é€".encode("raw_unicode_escape"), b"\\u20ac\\n".decode("raw_unicode_escape"), "host.example".encode("idna"), b"x.y".decode("idna"))


def swap(exc):
    if isinstance(exc, UnicodeEncodeError):
        return "<%s>" % exc.object[exc.start : exc.end].encode("ascii", "backslashreplace").decode(), exc.end
    return "?%d?" % exc.start, exc.end


codecs.register_error("test.swap", swap)
print("aéb€".encode("ascii", "test.swap"), b"a\xffb".decode("ascii", "test.swap"), b"a\xc3(".decode("utf-8", "test.swap"), codecs.lookup_error("test.swap") is swap)
codecs.register_error("test.bytes", lambda e: (b"\xff\xfe", e.end))
print("aé€b".encode("ascii", "test.bytes"), "é日".encode("latin-1", "test.bytes"))
codecs.register_error("test.back", lambda e: ("x", len(e.object)))
print("aébc".encode("ascii", "test.back"))
for n in ("ignore", "replace", "backslashreplace", "strict", "xmlcharrefreplace"):
    h = codecs.lookup_error(n)
    try:
        print(n, h(UnicodeEncodeError("x", "aéb", 1, 2, "why")))
    except Exception as exc:
        print(n, type(exc).__name__)


def search(name):
    if name == "my_codec":
        return codecs.CodecInfo(lambda s, e="strict": (s.upper().encode(), len(s)), lambda b, e="strict": (bytes(b).decode().lower(), len(b)), name="my-codec")


codecs.register(search)
print("abc".encode("my_codec"), b"ABC".decode("My-Codec"), codecs.lookup("my codec").name)
for bad in (
    lambda: "a".encode("nope"), lambda: b"a".decode("nope"), lambda: codecs.lookup("x-y"), lambda: "é".encode("ascii", "nohandler"), lambda: "a".encode("rot13"), lambda: codecs.lookup_error("zz"), lambda: codecs.register(5), lambda: "é".encode("ascii"),
    lambda: "a".encode(5), lambda: b"\\x4".decode("unicode_escape"), lambda: b"\\u12".decode("unicode_escape"),
):
    try:
        print(bad())
    except Exception as exc:
        print(type(exc).__name__, exc)
print(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, "\N{SNOWMAN}x".encode("ascii", "namereplace"))
