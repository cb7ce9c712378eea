"""json: reading, hooks, errors with their places."""

import io
import json

good = [
    "1", "-0", "0.5", "1e3", "1E-2", "-1.5e+10", "123456789012345678901234567890", "true", "false", "null", '""', '"a\\u00e9\\n\\t\\"\\\\\\/\\b\\f\\r"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"',
    '"\\ude00"', '"\\ud83d\\u0041"', "[]", "[ ]", "[1,2 , 3]", "{}", "{ }", '{"a":1,"b":[{"c":null}]}', ' \t\n\r{"a" : 1 }\n ', "NaN", "Infinity", "-Infinity", '{"a":1,"a":2}', '"é日😀"', "1.0", "1e400", "-1e400", '{"k":{"k":{"k":[[[]]]}}}',
]
for s in good:
    print(repr(s), ascii(json.loads(s)), json.loads(s.encode()) == json.loads(s) or "nan")
bad = [
    "", " ", "x", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', "{a:1}", "{1:2}", "{,}", '{"a":1 "b":2}', '"', '"abc', '"\\', '"\\x"', '"\\u"', '"\\u12"', '"\\u12g4"', '"\\ud83d\\u12"', '"a\nb"', '"\x01"',
    "01", "-", "+1", ".5", "1.", "1e", "1e+", "tru", "nul", "nan", "--1", "1 2", "[] []", "{}x", "[1]\n\n  x", '[\n1,\n"é" x]', "'a'", '["a", "日本" ', '{"日":x}', "\ufeff1", "[NaN", "-Inf", '"\\ud83d\\u"', "[1,\n\n]", '{"a":1,\n }',
]
for s in bad:
    for kw in ({}, {"strict": False}):
        try:
            print(ascii(json.loads(s, **kw)))
        except json.JSONDecodeError as e:
            print(ascii(s), e, e.msg, e.pos, e.lineno, e.colno, e.doc is s)
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.loads('{"b":1,"a":{"c":2}}', object_pairs_hook=lambda p: p), json.loads('{"a":1}', object_hook=dict, object_pairs_hook=tuple))
print(json.loads("[1.5, 2, NaN, -Infinity]", parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s), json.loads("1", parse_int=float), json.loads('"a\nb"', strict=False))


class D(json.JSONDecoder):
    def __init__(self, *a, **k):
        super().__init__(*a, **k, object_hook=self.hook)

    def hook(self, d):
        return ("obj", d)


print(json.loads('{"x":[{}]}', cls=D), json.JSONDecoder().raw_decode('[1] tail'), json.JSONDecoder().raw_decode('  5 ', 2), json.JSONDecoder().decode(" 7 "), json.load(io.StringIO('{"f": 1}')), json.load(io.BytesIO(b"[2]")))
for enc in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
    print(enc, ascii(json.loads('["é", 1]'.encode(enc))), json.detect_encoding('["a"]'.encode(enc)))
for f in (lambda: json.loads(5), lambda: json.loads(None), lambda: json.loads("[1]", object_hook=5) , lambda: json.loads("{}", object_hook=5), lambda: json.JSONDecoder().raw_decode("x"), lambda: json.loads('{"a":1}', object_hook=lambda d: 1 / 0), lambda: json.loads("[" * 100000), lambda: json.loads("1", parse_int=lambda s: int("x")), lambda: json.loads("1" * 5000), lambda: json.loads(b"\xff"), lambda: json.JSONDecoder().raw_decode("1", -1), lambda: json.JSONDecoder().raw_decode("1", 9)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "" if isinstance(e, RecursionError) else str(e)[:90])
e = json.JSONDecodeError("m", "ab\ncd", 4)
print(e, e.__reduce__()[1], isinstance(e, ValueError), json.JSONDecodeError.__module__)
keys = json.loads('[{"name": 1}, {"name": 2}]')
print(len({id(k) for d in keys for k in d}))
print(json.loads("[" + ",".join(str(i) for i in range(2000)) + "]")[-1], len(json.loads('{"' + '": 1, "'.join(map(str, range(500))) + '": 1}')))
