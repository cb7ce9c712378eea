"""Constants, templates with $names, and the machinery of str.format for classes."""

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable", "punctuation",
    "whitespace", "Formatter", "Template",
]

ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = digits[:8]
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
whitespace = " \t\n\r\v\f"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each of the words that split(sep) gives, and join them again."""
    return (" " if sep is None else sep).join(word.capitalize() for word in s.split(sep))


_given = object()


class _Pattern:
    """Compiles the syntax of a Template when it is first asked for."""

    def __get__(self, instance, cls=None):
        return cls._compile()


class Template:
    """Text with $name and ${name}; a subclass may have another syntax (PEP 292)."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None  # of the regular expression; None: ignore case

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compile()

    @classmethod
    def _compile(cls):
        import re

        pattern = cls.__dict__.get("pattern")
        if pattern is None or isinstance(pattern, _Pattern):
            delim = re.escape(cls.delimiter)
            brace = cls.braceidpattern or cls.idpattern
            pattern = rf"{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|{{(?P<braced>{brace})}}|(?P<invalid>))"
        if not isinstance(pattern, re.Pattern):
            pattern = re.compile(pattern, (re.IGNORECASE if cls.flags is None else cls.flags) | re.VERBOSE)
        cls.pattern = pattern
        return pattern

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        before = self.template[:at].splitlines(keepends=True)
        if before:
            line, column = len(before), at - len("".join(before[:-1]))
        else:
            line, column = 1, 1
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _replace(self, mapping, kws, on_missing, on_invalid):
        if mapping is _given:
            values = kws
        elif kws:
            from collections import ChainMap

            values = ChainMap(kws, mapping)
        else:
            values = mapping

        def one(match):
            name = match["named"] or match["braced"]
            if name is not None:
                return on_missing(values, name, match)
            if match["escaped"] is not None:
                return self.delimiter
            if match["invalid"] is not None:
                return on_invalid(match)
            raise ValueError("Unrecognized named group in pattern", self.pattern)

        return self.pattern.sub(one, self.template)

    pattern = _Pattern()

    def substitute(self, mapping=_given, /, **kws):
        return self._replace(mapping, kws, lambda values, name, _: str(values[name]), self._invalid)

    def safe_substitute(self, mapping=_given, /, **kws):
        def leave(values, name, match):
            try:
                return str(values[name])
            except KeyError:
                return match.group()

        return self._replace(mapping, kws, leave, lambda match: match.group())

    def is_valid(self):
        for match in self.pattern.finditer(self.template):
            if match["invalid"] is not None:
                return False
            if match["named"] is None and match["braced"] is None and match["escaped"] is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return True

    def get_identifiers(self):
        names = []
        for match in self.pattern.finditer(self.template):
            name = match["named"] or match["braced"]
            if name is not None and name not in names:
                names.append(name)
            elif name is None and match["invalid"] is None and match["escaped"] is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        return names


def _fields(text):
    """Split a format string: (literal, field name or None, spec, conversion or None)."""
    i, literal = 0, []
    while i < len(text):
        c = text[i]
        if c not in "{}":
            j = i
            while j < len(text) and text[j] not in "{}":
                j += 1
            literal.append(text[i:j])
            i = j
            continue
        if text[i : i + 2] == c * 2:
            yield "".join(literal) + c, None, None, None
            literal.clear()
            i += 2
            continue
        if c == "}":
            raise ValueError("Single '}' encountered in format string")
        if i + 1 == len(text):
            raise ValueError("Single '{' encountered in format string")
        depth, j, brackets = 1, i + 1, False
        while j < len(text) and depth:
            if text[j] == "[" and depth == 1 and ":" not in text[i + 1 : j]:
                brackets = True
            elif text[j] == "]":
                brackets = False
            elif not brackets and text[j] in "{}":
                depth += 1 if text[j] == "{" else -1
            j += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        yield "".join(literal), *_field(text[i + 1 : j - 1])
        literal.clear()
        i = j
    if literal:
        yield "".join(literal), None, None, None


def _field(text):
    """Take a replacement field apart: name, spec, conversion."""
    brackets, at = False, len(text)
    for k, c in enumerate(text):
        if c == "[":
            brackets = True
        elif c == "]":
            brackets = False
        elif c == "{":
            raise ValueError("unexpected '{' in field name")
        elif c in ":!" and not brackets:
            at = k
            break
    name, rest = text[:at], text[at:]
    if not rest.startswith("!"):
        return name, rest[1:], None
    if len(rest) == 1:
        raise ValueError("unmatched '{' in format spec")
    if len(rest) > 2 and rest[2] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]


def _steps(name):
    """The first part of a field name, and what follows: (is an attribute, key)."""
    end = next((k for k, c in enumerate(name) if c in ".["), len(name))
    first, rest = name[:end], name[end:]
    return int(first) if first.isdecimal() else first, _follow(rest)


def _follow(rest):
    while rest:
        if rest[0] == ".":
            end = next((k for k, c in enumerate(rest[1:], 1) if c in ".["), len(rest))
            key, rest = rest[1:end], rest[end:]
            attribute = True
        elif rest[0] == "[":
            key, bracket, rest = rest[1:].partition("]")
            if not bracket:
                raise ValueError("Missing ']' in format string")
            attribute = False
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not key:
            raise ValueError("Empty attribute in format string")
        yield attribute, int(key) if not attribute and key.isdecimal() else key


class Formatter:
    """What str.format does, in parts that a subclass may replace (PEP 3101)."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if name is None:
                continue
            first = _steps(name)[0]
            if first == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(auto_arg_index) + name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            value, key = self.get_field(name, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            parts.append(self.format_field(value, spec))
        return "".join(parts), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        match conversion:
            case None:
                return value
            case "s":
                return str(value)
            case "r":
                return repr(value)
            case "a":
                return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _fields(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _steps(field_name)
        value = self.get_value(first, args, kwargs)
        for attribute, key in rest:
            value = getattr(value, key) if attribute else value[key]
        return value, first
