# An INI-like reader with line numbers, continuation, interpolation and good errors.
import io
import re
from collections import defaultdict
from types import SimpleNamespace

LINE = re.compile(
    r"""
    ^\s*(?:
        \[(?P<section>[^\]]+)\]          # [section]
      | (?P<key>[\w.-]+)\s*[=:]\s*(?P<value>.*?)
    )?\s*(?:[#;].*)?$
    """,
    re.VERBOSE,
)
REF = re.compile(r"\$\{(?:(?P<section>\w+):)?(?P<key>[\w.-]+)\}")


class ParseError(ValueError):
    def __init__(self, message, line, text):
        super().__init__(message, line)
        self.line, self.text = line, text

    def __str__(self):
        return f"line {self.line}: {self.args[0]}: {self.text!r}"


def joined(lines):
    start, parts = None, []
    for n, line in enumerate(lines, 1):
        line = line.rstrip("\n")
        start = start or n
        if line.endswith("\\"):
            parts.append(line[:-1].strip())
            continue
        parts.append(line if not parts else line.strip())
        yield start, " ".join(parts)
        start, parts = None, []
    if parts:
        raise ParseError("the file ends in a continuation", start, parts[-1])


def read(stream):
    out, section = defaultdict(dict), "main"
    for n, text in joined(stream):
        m = LINE.match(text)
        if not m:
            raise ParseError("neither a section nor a setting", n, text)
        match m.groupdict():
            case {"section": str(name)}:
                section = name.strip()
            case {"key": str(key), "value": value} if key not in out[section]:
                out[section][key] = value
            case {"key": str(key)}:
                raise ParseError(f"{key} is set twice", n, text)
    return out


def resolve(config):
    def get(section, key, seen=()):
        if (section, key) in seen:
            raise RecursionError(" -> ".join(f"{s}:{k}" for s, k in (*seen, (section, key))))
        raw = config[section][key]
        return REF.sub(lambda m: get(m["section"] or section, m["key"], (*seen, (section, key))), raw)

    return {s: SimpleNamespace(**{k.replace("-", "_"): get(s, k) for k in keys}) for s, keys in config.items()}


GOOD = """\
name = demo   # the name
[paths]
root: /srv/${main:name}
logs = ${root}/log \\
    ${root}/old
empty =
"""
config = read(io.StringIO(GOOD))
print({k: dict(v) for k, v in config.items()})
done = resolve(config)
print(done["paths"], done["main"].name)
for bad in ["a = 1\na = 2", "[x\n", "just words here", "a = \\", "a = ${b}\nb = ${a}", "a = ${c}"]:
    try:
        print(resolve(read(io.StringIO(bad))))
    except ParseError as e:
        print(e, e.args)
    except RecursionError as e:
        print("cycle:", e)
    except KeyError as e:
        print("missing", e)
print(LINE.groups, LINE.groupindex, re.sub(r"(\w)(\w)?", lambda m: f"<{m[1]}{m[2] or '-'}>", "abc"), REF.findall("${a} ${b:c}"))
