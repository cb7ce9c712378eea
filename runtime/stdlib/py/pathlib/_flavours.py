"""How paths are written: what pathlib needs of posixpath and of Windows' rules, on any system."""

import re


class Posix:
    sep, altsep = "/", ""
    sensitive = True

    @staticmethod
    def splitroot(path):
        if path[:1] != "/":
            return "", "", path
        # Two slashes are a root of their own, three are one.
        n = 2 if path[:2] == "//" and path[2:3] != "/" else 1
        return "", path[:n], path[n:]

    @staticmethod
    def join(first, second):
        if second.startswith("/") or not first:
            return second
        return first + second if first.endswith("/") else f"{first}/{second}"

    @staticmethod
    def absolute(drive, root):
        return bool(root)


class Windows:
    sep, altsep = "\\", "/"
    sensitive = False

    @staticmethod
    def splitroot(path):
        plain = path.replace("/", "\\")
        if plain[:1] != "\\":
            if plain[1:2] != ":":
                return "", "", path
            n = 3 if plain[2:3] == "\\" else 2
            return path[:2], path[2:n], path[n:]
        if plain[1:2] != "\\":
            return "", path[:1], path[1:]
        # \\server\share, or \\?\UNC\server\share
        start = 8 if plain[:8].upper() == "\\\\?\\UNC\\" else 2
        server = plain.find("\\", start)
        if server < 0:
            return path, "", ""
        share = plain.find("\\", server + 1)
        if share < 0:
            return path, "", ""
        return path[:share], path[share : share + 1], path[share + 1 :]

    @classmethod
    def join(cls, first, second):
        drive, root, rest = cls.splitroot(first)
        drive2, root2, rest2 = cls.splitroot(second)
        if root2:
            return second if drive2 else drive + second
        if drive2 and drive2 != drive:
            if drive2.lower() != drive.lower():
                return second
            drive = drive2
        if rest and rest[-1] not in "\\/":
            rest += "\\"
        rest += rest2
        if rest and not root and drive and drive[-1] not in ":\\/":
            return f"{drive}\\{rest}"
        return drive + root + rest

    @staticmethod
    def absolute(drive, root):
        return bool(root and drive) or drive[:2] == "\\\\"


def segment(pattern, sep):
    """A regular expression for one part of a pattern with *, ? and [...], none of which matches a separator."""
    out = []
    at = 0
    other = f"[^{re.escape(sep)}]"
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            while pattern[at : at + 1] == "*":
                at += 1
            out.append(other + "*")
        elif char == "?":
            out.append(other)
        elif char == "[":
            end = pattern.find("]", at + 1 + (pattern[at : at + 1] == "!"))
            if end < 0:
                out.append(r"\[")
                continue
            body = pattern[at:end]
            at = end + 1
            negated = body[:1] == "!"
            out.append(_character_class(body[negated:], negated, sep))
        else:
            out.append(re.escape(char))
    return "".join(out)


def _character_class(body, negated, sep):
    items = []
    at = 0
    while at < len(body):
        if body[at + 1 : at + 2] == "-" and at + 2 < len(body):
            low, high = body[at], body[at + 2]
            at += 3
            if low <= high:
                items.append(f"{re.escape(low)}-{re.escape(high)}")
        else:
            items.append(re.escape(body[at]))
            at += 1
    if not items:
        return f"[^{re.escape(sep)}]" if negated else "(?!)"
    return f"(?!{re.escape(sep)})[{'^' * negated}{''.join(items)}]"


def translate(parts, sep, recursive, sensitive):
    """A compiled pattern for the text of a path, whose parts parts match."""
    bar = re.escape(sep)
    out = []
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if recursive and part == "**":
            out.append(".*" if last else f"(?:.+{bar})?")
            continue
        out.append(segment(part, sep) if part != "*" else f"[^{bar}]+")
        if not last:
            out.append(bar)
    return re.compile("(?s:" + "".join(out) + r")\Z", 0 if sensitive else re.IGNORECASE)
