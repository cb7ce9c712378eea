"""string: constants, capwords, Template and Formatter."""
import string
from string import Formatter, Template

print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits)
print(repr(string.punctuation), repr(string.whitespace), len(string.printable))
print(string.capwords("  hello wORLD  again "), repr(string.capwords("a-b--c", "-")))
t = Template("$who likes ${what} for $$5, $WHO2")
print(t.substitute(who="tim", what="kung pao", WHO2=3))
print(t.safe_substitute({"who": 1}, what=2), t.get_identifiers(), t.is_valid(), t.template)
for bad in ("$", "a $5", "x\ny $ z", "${", "${1}", "$who $missing"):
    try:
        print(Template(bad).substitute(who=1))
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
    print(Template(bad).safe_substitute(who=1), Template(bad).is_valid())


class Percent(Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


print(Percent("%a_b $x %%").substitute(a_b=1), Percent("%ab").safe_substitute(ab=1))


class Braces(Template):
    braceidpattern = r"[a-z.]+"
    flags = 0


print(Braces("${a.b} $A $c").safe_substitute({"a.b": 1, "c": 2}))


class Custom(Template):
    pattern = r"(?P<escaped>@@)|@(?P<named>[a-z]+)@|@<(?P<braced>[a-z]+)>|(?P<invalid>@)"


print(Custom("@a@ @<b> @@").substitute(a=1, b=2), Custom("@a@ @<b>").get_identifiers())
f = Formatter()
print(f.format("{0} {1!r:>6} {k[x]} {k[2]} {{}} {0.real}", 1, "a", k={"x": 5, 2: 6}))
print(f.format("{} {} {:{w}}", 1, 2, 3, w=4), f.vformat("{a.__class__.__name__}", (), {"a": 1}))
print(list(f.parse("a{b!r:c{d}}e{{f}}")))
print(f.get_field("0.real", (7,), {}), f.get_value("k", (), {"k": 1}))
for bad in ("{", "}", "{0", "{!x}", "{0!}", "{a.}", "{0} {}", "{} {0}", "{0[}", "{0[a]b}", "{:{:{:{}}}}", "{0!rx}", "{missing}", "{3}"):
    try:
        print(f.format(bad, 1, 2))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as e:
        print(bad, "->", type(e).__name__, e)


class Default(Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def check_unused_args(self, used, args, kwargs):
        print("unused", sorted(set(range(len(args))) - {u for u in used if isinstance(u, int)}))

    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)


print(Default().format("{0} {x} {y!u}", 1, 2, y="yes"))
