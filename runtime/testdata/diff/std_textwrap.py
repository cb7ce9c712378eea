# record: 3.14
"""textwrap."""

import textwrap

text = "The quick brown fox -- jumped over the lazy-dog's back; it's a well-known, state-of-the-art em--dash. Really!  Yes. (No?) \"Quoted.\" Also\ttabs\nand newlines, and averyveryverylongwordindeedthatmustbebroken some-thing-else 1-2 a-b x--y --option foo."
for width in (5, 10, 20, 33, 70):
    print(textwrap.wrap(text, width))
for kw in (
    {"break_long_words": False}, {"break_on_hyphens": False}, {"drop_whitespace": False}, {"replace_whitespace": False}, {"expand_tabs": False}, {"fix_sentence_endings": True}, {"initial_indent": "* ", "subsequent_indent": "  "}, {"tabsize": 3}, {"max_lines": 2}, {"max_lines": 1, "placeholder": "..."}, {"max_lines": 3, "placeholder": " etc"},
):
    print(kw, textwrap.wrap(text, 25, **kw))
print(textwrap.fill("a b c d e f", 3), textwrap.shorten("Hello  world!", 12), textwrap.shorten("Hello  world!", 11), textwrap.shorten("Hello world", 10, placeholder="..."), textwrap.shorten("  hello  there  ", 100), textwrap.wrap(""), textwrap.wrap("   "), textwrap.wrap("a" * 25, 10), textwrap.wrap("hello-world foo", 8), textwrap.wrap("x" * 5 + "-" + "y" * 20, 10))
for t in ("  a\n    b\n\n  c\n", "\ta\n\tb", "  a\n\tb", "a\n b", "", "\n\n", "   \n  x\n   ", "  x", "    a\n  b\n      c", "  a\n  \t\n  b"):
    print(repr(textwrap.dedent(t)), repr(textwrap.indent(t, "> ")), repr(textwrap.indent(t, "# ", lambda line: True)))
w = textwrap.TextWrapper(width=12)
w.subsequent_indent = "- "
print(w.wrap("one two three four five"), w.fill("six seven eight"), w.width)
for bad in (lambda: textwrap.wrap("x", 0), lambda: textwrap.wrap("x y", 3, max_lines=1), lambda: textwrap.dedent(5), lambda: textwrap.wrap(5)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
