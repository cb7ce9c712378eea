"""Taking URLs apart, and putting them together (RFC 3986)."""

import re
from collections import namedtuple

__all__ = [
    "urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs", "parse_qsl", "quote",
    "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes", "DefragResult", "ParseResult", "SplitResult",
    "DefragResultBytes", "ParseResultBytes", "SplitResultBytes",
]

uses_relative = [
    "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp", "rtsps", "rtspu", "sftp",
    "svn", "svn+ssh", "ws", "wss",
]
uses_netloc = [
    "", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews", "prospero", "rtsp", "rtsps",
    "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss", "itms-services",
]
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips", "mms", "sftp", "tel"]
uses_query = ["", "http", "wais", "imap", "https", "shttp", "mms", "gopher", "rtsp", "rtsps", "rtspu", "sip", "sips"]
uses_fragment = ["", "ftp", "hdl", "http", "gopher", "news", "nntp", "wais", "https", "shttp", "snews", "file", "prospero"]
non_hierarchical = ["gopher", "hdl", "mailto", "news", "telnet", "wais", "imap", "snews", "sip", "sips"]
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."


def _coerce(*args):
    """The arguments as text, and what turns results into their type."""
    text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != text:
            raise TypeError("Cannot mix str and non-str arguments")
    if text:
        return (*args, lambda x: x)
    return (*(x.decode("ascii", "strict") if x else "" for x in args), lambda x: x.encode("ascii", "strict") if isinstance(x, str) else x.encode())


class _Netloc:
    """What the network location of a result says."""

    __slots__ = ()

    def _parts(self):
        netloc = self.netloc
        at, colon, opening, closing = ("@", ":", "[", "]") if isinstance(netloc, str) else (b"@", b":", b"[", b"]")
        info, has_info, host = netloc.rpartition(at)
        user = password = port = None
        if has_info:
            user, has_password, password = info.partition(colon)
            if not has_password:
                password = None
        _, bracket, inside = host.partition(opening)
        if bracket:
            host, _, rest = inside.partition(closing)
            _, _, port = rest.partition(colon)
        else:
            host, _, port = host.partition(colon)
        return user, password, host, port or None

    @property
    def username(self):
        return self._parts()[0]

    @property
    def password(self):
        return self._parts()[1]

    @property
    def hostname(self):
        host = self._parts()[2]
        if not host:
            return None
        percent = "%" if isinstance(host, str) else b"%"
        name, mark, zone = host.partition(percent)
        return name.lower() + mark + zone

    @property
    def port(self):
        port = self._parts()[3]
        if port is not None:
            if port.isdigit() and port.isascii():
                port = int(port)
            else:
                raise ValueError(f"Port could not be cast to integer value as {port!r}")
            if not 0 <= port <= 65535:
                raise ValueError("Port out of range 0-65535")
        return port


def _results():
    """The result types, for text and for bytes."""
    kinds = {
        "Defrag": ("url fragment", (), lambda self: self.url + ("#" if isinstance(self.url, str) else b"#") + self.fragment if self.fragment else self.url),
        "Split": ("scheme netloc path query fragment", (_Netloc,), lambda self: urlunsplit(self)),
        "Parse": ("scheme netloc path params query fragment", (_Netloc,), lambda self: urlunparse(self)),
    }
    for kind, (fields, mixins, geturl) in kinds.items():
        name = kind + "Result"
        base = namedtuple(name, fields, module="urllib.parse")
        text = type(name, (base, *mixins), {"__slots__": (), "__module__": "urllib.parse", "geturl": geturl})
        data = type(name + "Bytes", (base, *mixins), {"__slots__": (), "__module__": "urllib.parse", "geturl": geturl})
        text.encode = lambda self, encoding="ascii", errors="strict", data=data: data(*(x.encode(encoding, errors) for x in self))
        data.decode = lambda self, encoding="ascii", errors="strict", text=text: text(*(x.decode(encoding, errors) for x in self))
        text._encoded_counterpart, data._decoded_counterpart = data, text
        globals()[name], globals()[name + "Bytes"] = text, data


_results()
ResultBase = _Netloc


def urlparse(url, scheme="", allow_fragments=True):
    """Scheme, location, path, parameters, query, fragment."""
    url, scheme, back = _coerce(url, scheme)
    split = urlsplit(url, scheme, allow_fragments)
    path, params = split.path, ""
    if split.scheme in uses_params and ";" in path:
        path, params = _params(path)
    return back(ParseResult(split.scheme, split.netloc, path, params, split.query, split.fragment))


def _params(url):
    i = url.find(";", url.rfind("/")) if "/" in url else url.find(";")
    return (url, "") if i < 0 else (url[:i], url[i + 1 :])


def _check_netloc(netloc):
    if not netloc or netloc.isascii():
        return
    import unicodedata

    plain = netloc
    for c in "@:#?":
        plain = plain.replace(c, "")
    folded = unicodedata.normalize("NFKC", plain)
    if plain != folded and any(c in folded for c in "/?#@:"):
        raise ValueError("netloc " + netloc + " contains invalid characters under NFKC normalization")


def _check_brackets(netloc):
    host = netloc.rpartition("@")[2]
    before, bracket, inside = host.partition("[")
    if bracket:
        if before:
            raise ValueError("Invalid IPv6 URL")
        inside, _, port = inside.partition("]")
        if port and not port.startswith(":"):
            raise ValueError("Invalid IPv6 URL")
    else:
        inside, _, _ = host.partition(":")
    if inside.startswith("v"):
        if not re.match(r"\Av[a-fA-F0-9]+\..+\z", inside):
            raise ValueError("IPvFuture address is invalid")
    else:
        import ipaddress

        if isinstance(ipaddress.ip_address(inside), ipaddress.IPv4Address):
            raise ValueError("An IPv4 address cannot be in brackets")


_edge = "".join(map(chr, range(33)))


def urlsplit(url, scheme="", allow_fragments=True):
    """Scheme, location, path, query, fragment."""
    url, scheme, back = _coerce(url, scheme)
    url, scheme = url.lstrip(_edge), scheme.strip(_edge)
    for c in "\t\r\n":
        url, scheme = url.replace(c, ""), scheme.replace(c, "")
    netloc = query = fragment = ""
    i = url.find(":")
    if i > 0 and url[0].isascii() and url[0].isalpha() and all(c in scheme_chars for c in url[:i]):
        scheme, url = url[:i].lower(), url[i + 1 :]
    if url[:2] == "//":
        m = re.compile("[/?#]").search(url, 2)
        end = m.start() if m else len(url)
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_brackets(netloc)
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    _check_netloc(netloc)
    return back(SplitResult(scheme, netloc, url, query, fragment))


def urlunparse(components):
    scheme, netloc, url, params, query, fragment, back = _coerce(*components)
    if params:
        url = f"{url};{params}"
    return back(urlunsplit((scheme, netloc, url, query, fragment)))


def urlunsplit(components):
    scheme, netloc, url, query, fragment, back = _coerce(*components)
    if netloc:
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    elif url[:2] == "//" or scheme and scheme in uses_netloc and (not url or url[:1] == "/"):
        url = "//" + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return back(url)


def urljoin(base, url, allow_fragments=True):
    """A URL relative to another (RFC 3986, 5.2)."""
    if not base:
        return url
    if not url:
        return base
    base, url, back = _coerce(base, url)
    b = urlparse(base, "", allow_fragments)
    u = urlparse(url, b.scheme, allow_fragments)
    scheme, netloc, path = u.scheme, u.netloc, u.path
    if scheme != b.scheme or scheme not in uses_relative:
        return back(url)
    if scheme in uses_netloc:
        if netloc:
            return back(urlunparse((scheme, netloc, path, u.params, u.query, u.fragment)))
        netloc = b.netloc
    if not path and not u.params:
        return back(urlunparse((scheme, netloc, b.path, b.params, u.query or b.query, u.fragment)))
    parts = b.path.split("/")
    if parts[-1] != "":
        del parts[-1]
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = parts + path.split("/")
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return back(urlunparse((scheme, netloc, "/".join(resolved) or "/", u.params, u.query, u.fragment)))


def urldefrag(url):
    url, back = _coerce(url)
    if "#" in url:
        s, n, p, a, q, fragment = urlparse(url)
        return back(DefragResult(urlunparse((s, n, p, a, q, "")), fragment))
    return back(DefragResult(url, ""))


def unquote_to_bytes(string):
    """Replace %xx by the bytes they stand for."""
    if not string:
        string.split
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), bytes(string))


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode("utf-8" if encoding is None else encoding, "replace" if errors is None else errors)
    if "%" not in string:
        string.split
        return string
    encoding, errors = encoding or "utf-8", errors or "replace"
    return re.sub(r"[\x00-\x7f]+", lambda m: unquote_to_bytes(m[0]).decode(encoding, errors), string)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


_always_safe = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


def quote(string, safe="/", encoding=None, errors=None):
    """Replace what may not stand in a part of a URL by %xx."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    else:
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    if isinstance(safe, str):
        safe += " "
    else:
        safe += b" "
    return quote(string, safe, encoding, errors).replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    safe = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    keep = _always_safe.union(safe)
    return "".join([chr(c) if c in keep else f"%{c:02X}" for c in bs])


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """A mapping or pairs as a query string."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as err:
            raise TypeError("not a valid non-string sequence or mapping object") from err

    def one(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    out = []
    for key, value in query:
        key = one(key)
        if not doseq or isinstance(value, (str, bytes)):
            out.append(key + "=" + one(value))
            continue
        try:
            len(value)
        except TypeError:
            out.append(key + "=" + one(value))
        else:
            out += [key + "=" + one(item) for item in value]
    return "&".join(out)


def parse_qsl(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    """A query string as pairs."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, str):
        if not isinstance(separator, str):
            separator = str(separator, "ascii")
        eq, decode = "=", lambda s: unquote_plus(s, encoding=encoding, errors=errors)
    else:
        if not qs:
            return []
        qs = bytes(memoryview(qs))
        if isinstance(separator, str):
            separator = separator.encode("ascii")
        eq, decode = b"=", lambda s: unquote_to_bytes(s.replace(b"+", b" "))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, has_eq, value = field.partition(eq)
        if not has_eq and strict_parsing:
            raise ValueError("bad query field: %r" % (field,))
        if value or keep_blank_values:
            pairs.append((decode(name), decode(value)))
    return pairs


def parse_qs(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    """A query string as a dict of lists."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


def clear_cache():
    """There is none to be cleared."""


def unwrap(url):
    """The URL in "<URL:scheme://host/path>"."""
    url = str(url).strip()
    if url.startswith("<") and url.endswith(">"):
        url = url[1:-1].strip()
    return url[4:].strip() if url.startswith("URL:") else url


# What urllib.request takes URLs apart with. The names without an underscore are
# deprecated.


def _to_bytes(url):
    if isinstance(url, str) and not url.isascii():
        raise UnicodeError("URL " + repr(url) + " contains non-ASCII characters")
    return url


def _splittype(url):
    """scheme:rest"""
    scheme, colon, rest = url.partition(":")
    if not colon or not scheme or "/" in scheme:
        return None, url
    return scheme.lower(), rest


def _splithost(url):
    """//host[:port]/path"""
    if not url.startswith("//"):
        return None, url
    end = 2
    while end < len(url) and url[end] not in "/#?":
        end += 1
    host, rest = url[2:end], url[end:]
    return host, rest if rest[:1] in ("", "/") else "/" + rest


def _splituser(host):
    """user[:password]@host[:port]"""
    user, at, rest = host.rpartition("@")
    return user if at else None, rest


def _splitpasswd(user):
    """user:password"""
    name, colon, password = user.partition(":")
    return name, password if colon else None


def _splitport(host):
    """host:port; the port is text"""
    name, colon, port = host.rpartition(":")
    if not colon or any(c not in "0123456789" for c in port):
        return host, None
    return name, port or None


def _splitnport(host, defport=-1):
    """host:port; the port is a number, None where it is none"""
    name, colon, port = host.rpartition(":")
    if not colon:
        return host, defport
    if not port:
        return name, defport
    return name, int(port) if port.isascii() and port.isdigit() else None


def _splitquery(url):
    """path?query"""
    path, mark, query = url.rpartition("?")
    return (path, query) if mark else (url, None)


def _splittag(url):
    """path#tag"""
    path, mark, tag = url.rpartition("#")
    return (path, tag) if mark else (url, None)


def _splitattr(url):
    """path;attribute=value;..."""
    path, *attributes = url.split(";")
    return path, attributes


def _splitvalue(attr):
    """attribute=value"""
    name, equals, value = attr.partition("=")
    return name, value if equals else None


def _deprecated(name, instead):
    function = globals()["_" + name]

    def wrapper(*args, **kwargs):
        import warnings

        warnings.warn(f"urllib.parse.{name}() is deprecated as of 3.8{instead}", DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    wrapper.__name__ = wrapper.__qualname__ = name
    return wrapper


for _name in "splittype", "splithost", "splituser", "splitpasswd", "splitport", "splitnport", "splitquery", "splittag", "splitattr":
    globals()[_name] = _deprecated(_name, ", use urllib.parse.urlparse() instead")
splitvalue = _deprecated("splitvalue", ", use urllib.parse.parse_qsl() instead")
to_bytes = _deprecated("to_bytes", "")
