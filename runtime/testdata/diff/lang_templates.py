# record: 3.14
from string.templatelib import Template, Interpolation, convert
name, n = "World", 3.14159
t = t"Hello {name!r:>10} and {n:.2f}!"
print(type(t), t.strings, t.values, t)
for p in t: print(type(p).__name__, p)
i = t.interpolations[0]; print(i.value, i.expression, i.conversion, i.format_spec)
print(t"", t"{1}", t"a" t"b{2}c", t"{name}{n}".strings, t"{ 1 + 1 }".interpolations[0].expression, t"{name=}")
def render(t):
    return "".join(p if isinstance(p, str) else format(convert(p.value, p.conversion), p.format_spec) for p in t)
print(render(t), render(t"{name:{5 + 7}}|"), render(t"{{}} {name}"))
match i:
    case Interpolation(v, e, c, f): print(v, e, c, f)
print(t"a{1}" + t"b{2}", Template("x", "y", i, Interpolation(5)), list(t"{1}{2}")[1].value)
for bad in (lambda: t"a" + "b", lambda: "b" + t"a", lambda: Template(5), lambda: Interpolation(1, 2), lambda: Interpolation(1, "x", "q"), lambda: convert(1, "z"), lambda: setattr(t, "strings", 1)):
    try: bad()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
    except AttributeError as e: print("AttributeError")
def side(v): print("eval", v); return v
x = t"{side(1)} {side(2)!s:{side(3)}}"; print(x.interpolations[1].format_spec)
print(rt"\n{name}".strings, tR"\t".strings, t'''multi
{name}''' .strings)
