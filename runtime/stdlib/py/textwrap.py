"""Wrapping and filling text."""

import re

__all__ = ["TextWrapper", "wrap", "fill", "dedent", "indent", "shorten"]

_space = "\t\n\x0b\x0c\r "
# A chunk: white space; a dash of two or more after a word; or a word, which
# may end at a hyphen between letters or before such a dash.
_letter = r"[^\d\W]"
_word_punct = r"[\w!\"'&.,?]"
_chunks = re.compile(
    rf"([{_space}]+|(?<={_word_punct})-{{2,}}(?=\w)"
    rf"|[^{_space}](?:[^{_space}]*?)(?:-(?:(?<={_letter}{{2}}-)|(?<={_letter}-{_letter}-))(?={_letter}-?{_letter})"
    rf"|(?=[{_space}]|\Z)|(?<={_word_punct})(?=-{{2,}}\w)))")
_words = re.compile(rf"([{_space}]+)")
_sentence = re.compile(r'[a-z][\.\!\?][\"\']?\Z')


class TextWrapper:
    """Breaks text into lines."""

    unicode_whitespace_trans = dict.fromkeys(map(ord, _space), ord(" "))
    wordsep_re, wordsep_simple_re, sentence_end_re = _chunks, _words, _sentence

    def __init__(
        self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
        fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
        max_lines=None, placeholder=" [...]"
    ):
        self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace, self.fix_sentence_endings = expand_tabs, replace_whitespace, fix_sentence_endings
        self.break_long_words, self.drop_whitespace, self.break_on_hyphens = break_long_words, drop_whitespace, break_on_hyphens
        self.tabsize, self.max_lines, self.placeholder = tabsize, max_lines, placeholder

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        return [c for c in (self.wordsep_re if self.break_on_hyphens else self.wordsep_simple_re).split(text) if c]

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _fix_sentence_endings(self, chunks):
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and self.sentence_end_re.search(chunks[i]):
                chunks[i + 1] = "  "

    def _break_word(self, todo, line, used, width):
        """Put as much of a word that is too long into the line as fits."""
        space = 1 if width < 1 else width - used
        if self.break_long_words and space > 0:
            chunk, end = todo[-1], space
            if self.break_on_hyphens and len(chunk) > space:
                hyphen = chunk.rfind("-", 0, space)
                if hyphen > 0 and any(c != "-" for c in chunk[:hyphen]):
                    end = hyphen + 1
            line.append(chunk[:end])
            todo[-1] = chunk[end:]
        elif not line:
            line.append(todo.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines, todo = [], chunks[::-1]
        while todo:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not todo[-1].strip():
                todo.pop()
            line, used = [], 0
            while todo and used + len(todo[-1]) <= width:
                used += len(todo[-1])
                line.append(todo.pop())
            if todo and len(todo[-1]) > width:
                self._break_word(todo, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                used -= len(line.pop())
            if not line:
                continue
            last = self.max_lines is not None and len(lines) + 1 >= self.max_lines
            rest = not todo or self.drop_whitespace and len(todo) == 1 and not todo[0].strip()
            if not last or rest and used <= width:
                lines.append(indent + "".join(line))
                continue
            self._end(lines, line, used, indent, width)
            break
        return lines

    def _end(self, lines, line, used, indent, width):
        """Finish the last line that is allowed with the placeholder."""
        while line:
            if line[-1].strip() and used + len(self.placeholder) <= width:
                lines.append(indent + "".join(line) + self.placeholder)
                return
            used -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """Text in one line of at most width characters."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    """Remove the white space that all lines begin with."""
    try:
        lines = text.split("\n")
    except (AttributeError, TypeError):
        raise TypeError(f"expected str object, not {type(text).__qualname__!r}") from None
    full = [line for line in lines if line and not line.isspace()]
    low, high = min(full, default=""), max(full, default="")
    margin = 0
    for margin, c in enumerate(low):
        if c != high[margin] or c not in " \t":
            break
    return "\n".join("" if not line or line.isspace() else line[margin:] for line in lines)


def indent(text, prefix, predicate=None):
    """Put a prefix before each line that is not blank, or that a predicate chooses."""
    if predicate is None:
        predicate = lambda line: not line.isspace()
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
