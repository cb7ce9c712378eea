"""The same code with other globals: a built-in name that some of them hide."""
import types

code = compile("len('abc')", "<text>", "eval")
print(eval(code, {"a": 1}), eval(code, {"len": lambda s: 42}), eval(code, {"b": 1}))

first = {"a": 1}
exec("def f(): return len('abc')", first)
f = first["f"]
for n in range(12):
    hiding = {"len": lambda s: 43}
    for i in range(n):
        hiding[f"k{i}"] = i
    g = types.FunctionType(f.__code__, hiding)
    print(f(), g(), end=" ")
print()
first["len"] = lambda s: 44
print(f(), g())
del first["len"]
print(f(), g())
