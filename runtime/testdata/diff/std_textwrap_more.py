# textwrap: widths, indents, hyphens, tabs, long words, placeholders.
import textwrap

t = "The quick-brown fox\tjumps  over the lazy dog. A verylongwordthatdoesnotfit here."
for kw in ({}, {"break_on_hyphens": False}, {"break_long_words": False}, {"initial_indent": "* ", "subsequent_indent": "  "}, {"max_lines": 2}, {"max_lines": 2, "placeholder": "~"}, {"fix_sentence_endings": True}, {"expand_tabs": False, "replace_whitespace": False}, {"drop_whitespace": False}, {"tabsize": 2}):
    print(kw, textwrap.wrap(t, 20, **kw))
print(textwrap.indent("a\n\n b\n", "> "), textwrap.indent("a\n\nb", "> ", lambda line: True))
print(repr(textwrap.dedent("\t a\n\t  b\n\n\t c")), repr(textwrap.dedent("a\n b")), repr(textwrap.dedent("  \n  x\n")))
w = textwrap.TextWrapper(width=10)
print(w.wrap("one two three"), w.fill("one two three"), textwrap.wrap(""), textwrap.fill("x" * 12, 5), textwrap.shorten("hello big world", 11), textwrap.shorten("abcdef", 3, placeholder=""))
for bad in (lambda: textwrap.wrap("a", 0), lambda: textwrap.shorten("hello world", 3), lambda: textwrap.wrap("a b", 5, max_lines=1, placeholder="toolong")):
    try:
        print(bad())
    except ValueError as e:
        print(e)
