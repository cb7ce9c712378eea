"""JSON (RFC 8259)."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b"}
_NUMBERS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno


def _quote(text, ascii_only):
    out = []
    for c in text:
        if c in _ESCAPES:
            out.append(_ESCAPES[c])
        elif c < " " or ascii_only and c > "~":
            n = ord(c)
            if n > 0xFFFF:
                n -= 0x10000
                out.append(f"\\u{0xD800 | n >> 10:04x}\\u{0xDC00 | n & 0x3FF:04x}")
            else:
                out.append(f"\\u{n:04x}")
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


class JSONEncoder:
    item_separator, key_separator = ", ", ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.allow_nan, self.sort_keys = skipkeys, ensure_ascii, allow_nan, sort_keys
        self.indent = " " * indent if isinstance(indent, int) else indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        return self._value(o, "\n", set())

    def _float(self, f):
        if f != f:
            text = "NaN"
        elif f in (float("inf"), float("-inf")):
            text = "Infinity" if f > 0 else "-Infinity"
        else:
            return float.__repr__(f)
        if not self.allow_nan:
            raise ValueError(f"Out of range float values are not JSON compliant: {f!r}")
        return text

    def _scalar(self, o):
        if isinstance(o, str):
            return _quote(o, self.ensure_ascii)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _key(self, key):
        if isinstance(key, str):
            return key
        text = self._scalar(key)
        if text is None and not self.skipkeys:
            raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")
        return text

    def _value(self, o, newline, open_ones):
        text = self._scalar(o)
        if text is not None:
            yield text
            return
        if id(o) in open_ones:
            raise ValueError("Circular reference detected")
        open_ones.add(id(o))
        if isinstance(o, dict):
            items = sorted(o.items()) if self.sort_keys else o.items()
            pairs = ((self._key(k), v) for k, v in items)
            parts = ((_quote(k, self.ensure_ascii) + self.key_separator, v) for k, v in pairs if k is not None)
            yield from self._sequence("{", "}", parts, newline, open_ones)
        elif isinstance(o, (list, tuple)):
            yield from self._sequence("[", "]", (("", v) for v in o), newline, open_ones)
        else:
            yield from self._value(self.default(o), newline, open_ones)
        open_ones.discard(id(o))

    def _sequence(self, opening, closing, parts, newline, open_ones):
        inner = newline if self.indent is None else newline + self.indent
        yield opening
        first = True
        for prefix, value in parts:
            if not first:
                yield self.item_separator
            if self.indent is not None:
                yield inner
            first = False
            yield prefix
            yield from self._value(value, inner, open_ones)
        if self.indent is not None and not first:
            yield newline
        yield closing


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook, self.object_pairs_hook, self.strict = object_hook, object_pairs_hook, strict
        self.parse_float, self.parse_int = parse_float or float, parse_int or int
        self.parse_constant = parse_constant or _NUMBERS.__getitem__

    def decode(self, s):
        value, end = self.raw_decode(s, self._space(s, 0))
        end = self._space(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        return self._value(s, idx)

    @staticmethod
    def _space(s, i):
        while i < len(s) and s[i] in " \t\n\r":
            i += 1
        return i

    def _value(self, s, i):
        c = s[i : i + 1]
        if c == '"':
            return self._string(s, i + 1)
        if c == "{":
            return self._object(s, i + 1)
        if c == "[":
            return self._array(s, i + 1)
        for word, value in (("null", None), ("true", True), ("false", False)):
            if s.startswith(word, i):
                return value, i + len(word)
        for word in _NUMBERS:
            if s.startswith(word, i):
                return self.parse_constant(word), i + len(word)
        return self._number(s, i)

    def _number(self, s, start):
        def digits(i):
            while i < len(s) and "0" <= s[i] <= "9":
                i += 1
            return i

        i = start + (s[start : start + 1] == "-")
        end = i + 1 if s[i : i + 1] == "0" else digits(i)
        if end == i:
            raise JSONDecodeError("Expecting value", s, start)
        whole = end
        if s[end : end + 1] == "." and digits(end + 1) > end + 1:
            end = digits(end + 1)
        if s[end : end + 1] in ("e", "E"):
            exponent = end + 1 + (s[end + 1 : end + 2] in ("+", "-"))
            if digits(exponent) > exponent:
                end = digits(exponent)
        return (self.parse_int if end == whole else self.parse_float)(s[start:end]), end

    def _string(self, s, i):
        begin, out = i - 1, []
        while True:
            start = i
            while i < len(s) and s[i] not in '"\\' and (s[i] >= " " or not self.strict):
                i += 1
            out.append(s[start:i])
            if i >= len(s):
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            c = s[i]
            if c == '"':
                return "".join(out), i + 1
            if c != "\\":
                raise JSONDecodeError("Invalid control character at", s, i)
            c = s[i + 1 : i + 2]
            if c == "u":
                n = self._hex(s, i + 2)
                i += 6
                if 0xD800 <= n < 0xDC00 and s.startswith("\\u", i):
                    low = self._hex(s, i + 2)
                    if 0xDC00 <= low < 0xE000:
                        n = 0x10000 + ((n - 0xD800) << 10 | low - 0xDC00)
                        i += 6
                out.append(chr(n))
            elif c in _UNESCAPES:
                out.append(_UNESCAPES[c])
                i += 2
            elif not c:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            else:
                raise JSONDecodeError("Invalid \\escape", s, i)

    @staticmethod
    def _hex(s, i):
        digits = s[i : i + 4]
        if len(digits) == 4 and all(c in "0123456789abcdefABCDEF" for c in digits):
            return int(digits, 16)
        raise JSONDecodeError("Invalid \\uXXXX escape", s, i - 1)

    def _array(self, s, i):
        out = []
        i = self._space(s, i)
        if s[i : i + 1] == "]":
            return out, i + 1
        while True:
            value, i = self._value(s, i)
            out.append(value)
            i = self._space(s, i)
            c = s[i : i + 1]
            if c == "]":
                return out, i + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma, i = i, self._space(s, i + 1)
            if s[i : i + 1] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)

    def _object(self, s, i):
        pairs = []
        i = self._space(s, i)
        if s[i : i + 1] == "}":
            i += 1
        else:
            while True:
                if s[i : i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = self._string(s, i + 1)
                i = self._space(s, i)
                if s[i : i + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, self._space(s, i + 1))
                pairs.append((key, value))
                i = self._space(s, i)
                c = s[i : i + 1]
                if c == "}":
                    i += 1
                    break
                if c != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                comma, i = i, self._space(s, i + 1)
                if s[i : i + 1] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i
        made = dict(pairs)
        return (made if self.object_hook is None else self.object_hook(made)), i


def dumps(obj, *, cls=None, **kw):
    return (cls or JSONEncoder)(**kw).encode(obj)


def dump(obj, fp, *, cls=None, **kw):
    for chunk in (cls or JSONEncoder)(**kw).iterencode(obj):
        fp.write(chunk)


def loads(s, *, cls=None, **kw):
    if isinstance(s, (bytes, bytearray)):
        s = s.decode("utf-8")
    elif not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    elif s.startswith("\ufeff"):
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)
