# record: 3.14
"""t-strings and string.templatelib (PEP 750)."""
from string.templatelib import Interpolation, Template, convert

name, n = "world", 3.14159
t = t"hello {name}, {n:.2f} and {name!r:>{10}}{{}}"
print(type(t).__module__, type(t).__name__, t.strings)
print(t.values, [i.expression for i in t.interpolations])
for part in t:
    print(repr(part))
print([(i.conversion, i.format_spec) for i in t.interpolations])
print(t"", t"".strings, t"{n}".strings, list(t"{n}{n}")[0])
print((t"a{n}b" + t"c{name}").strings, t"{1 + 1 = }".strings)
print(Template("a", "b", Interpolation(1, "x"), Interpolation(2), "c").strings)
i = Interpolation(1, "x", "r", ".2")
print(i, i.value, i.expression, i.conversion, i.format_spec)
match i:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
print(convert("é", "a"), convert("x", "r"), convert(1, "s"), convert(1, None))


def html(template):
    out = []
    for part in template:
        if isinstance(part, str):
            out.append(part)
        else:
            out.append(format(convert(part.value, part.conversion), part.format_spec).replace("<", "&lt;"))
    return "".join(out)


print(html(t"<b>{'<i>'}</b> {n:.1f} {'x'!r}"))
for make in (lambda: t"a" + "b", lambda: "a" + t"b", lambda: Template(1), lambda: Interpolation(1, 2), lambda: Interpolation(1, "x", "z"),
             lambda: setattr(t"a", "strings", ()), lambda: convert(1, "x")):
    try:
        print(make())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)


def f():
    x = 1
    return t"{x} {(lambda: x)()}"


print(f().values, tr"\n{n}".strings, t"a" t"b{n}")
