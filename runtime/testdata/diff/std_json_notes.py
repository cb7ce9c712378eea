# record: 3.14
"""The notes that json's errors carry since 3.14."""

import json


class Bad:
    pass


for v in ([1, [2, Bad()]], {"a": {1: (Bad(),)}}, [Bad()], {"k": float("nan")}, {(1,): 2}, [{"x": {1}}]):
    for kw in ({}, {"indent": 1}, {"default": lambda o: [o.nope]}):
        try:
            json.dumps(v, allow_nan=False, **kw)
        except Exception as e:
            print(type(e).__name__, e, getattr(e, "__notes__", None))
