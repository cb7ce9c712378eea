# A report of words: folding, alignment, grouping, sorting by several keys.
import itertools
import string
import textwrap
from collections import ChainMap, Counter, OrderedDict

TEXT = """
When the coroutine awaits, the loop turns; when the loop turns, other
coroutines run. Nobody waits for long -- unless somebody blocks!  "Don't
block", said the loop.   Stra\u00dfe, STRASSE; \u0130stanbul, na\u00efve caf\u00e9.
"""

words = [w.strip(string.punctuation) for w in TEXT.split()]
words = [w for w in words if w]
folded = Counter(w.casefold() for w in words)
print(len(words), len(folded), folded.most_common(3))
print(textwrap.fill(" ".join(words), 40, initial_indent="> ", subsequent_indent="| "))
print(textwrap.shorten(TEXT, 50, placeholder=" [...]"))
print(textwrap.dedent("""
      a
        b
      c""").splitlines())
by_length = {k: sorted(g, key=str.casefold) for k, g in itertools.groupby(sorted(dict.fromkeys(words), key=len), key=len)}
for n, group in by_length.items():
    print(f"{n:>3} {'*' * len(group):<12}|{', '.join(group):.<40.40}|")
table = [("name", "count", "share"), *((w, c, c / len(words)) for w, c in sorted(folded.items(), key=lambda p: (-p[1], p[0]))[:5])]
for row in table:
    print("{:<12}{:^9}{:>8}".format(*(f"{c:.1%}" if isinstance(c, float) else c for c in row)))
print(string.capwords("the  quick\tbrown"), TEXT.title().split()[:4], "ab\tc".expandtabs(4))
layers = ChainMap({"a": 1}, {"a": 2, "b": 3}, OrderedDict(c=4))
print(dict(layers), layers["a"], layers.parents["a"], list(layers.new_child({"z": 0})), len(layers))
print(string.Template("$who owes $$${amount}, ${missing}").safe_substitute(who="Ann", amount=12))
try:
    string.Template("$who $x").substitute(who=1)
except KeyError as e:
    print("KeyError", e)
print(str.maketrans("abc", "xyz", "d"), "abcd".translate(str.maketrans("abc", "xyz", "d")))
