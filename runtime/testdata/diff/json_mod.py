import json
for v in (None, True, 1, -2.5, 1e100, "a\"b\\c\n\u00e9\U0001f600\x01", [], {}, [1, [2, {"k": None}]], {"a": 1, 2: "b", None: 3, True: 4, 1.5: 5}, (1, 2)):
    print(json.dumps(v), json.dumps(v, ensure_ascii=False), json.dumps(v, separators=(",", ":")))
print(json.dumps({"b": [1, {"c": []}], "a": {}}, indent=2, sort_keys=True), json.dumps(float("nan")))
for s in ('{"a": [1, 2.5, -3e2, true, false, null], "b": "\\u00e9\\ud83d\\ude00\\n"}', ' [ ] ', '"x"', '0', '-0', '1E5', 'NaN'):
    print(json.loads(s))
for s in ('', '{', '[1,]', '{"a" 1}', '{"a":1,}', '[1 2]', '"abc', '"\\q"', '01', 'nul', '{1: 2}', '[1] x', '"a\nb"', '"\\u12"', '-'):
    try: print(json.loads(s))
    except json.JSONDecodeError as e: print(e)
for v in ({1, 2}, {(1,): 1}, object):
    try: json.dumps(v)
    except TypeError as e: print(e)
a = []; a.append(a)
try: json.dumps(a)
except ValueError as e: print(e)
print(json.dumps({"k": 1 + 2j}, default=str), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads(b"[1]"))
