"""Base16, Base32, Base64, Base85 (RFC 4648 and others)."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode", "b32hexencode",
    "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode", "a85decode", "z85encode", "z85decode",
    "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]


def _data(s):
    """What decoders take: bytes, or text of ASCII characters."""
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % s.__class__.__name__) from None


def _bytes(s):
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from None


def b64encode(s, altchars=None):
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b"+/", altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _data(s)
    if altchars is not None:
        altchars = _data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    return b64decode(_data(s).translate(bytes.maketrans(b"-_", b"+/")))


_b32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_b32hex = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _encode32(alphabet, s):
    s = bytes(_bytes(s))
    out = bytearray()
    for i in range(0, len(s), 5):
        chunk = s[i : i + 5]
        n = int.from_bytes(chunk.ljust(5, b"\0"))
        digits = bytes(alphabet[n >> shift & 31] for shift in range(35, -1, -5))
        used = (len(chunk) * 8 + 4) // 5
        out += digits[:used] + b"=" * (8 - used)
    return bytes(out)


def _decode32(alphabet, s, casefold=False, map01=None):
    s = _data(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    size = len(s)
    s = s.rstrip(b"=")
    pads = size - len(s)
    values = {c: i for i, c in enumerate(alphabet)}
    out = bytearray()
    for i in range(0, len(s), 8):
        chunk = s[i : i + 8]
        n = 0
        for c in chunk:
            if c not in values:
                raise binascii.Error("Non-base32 digit found")
            n = n << 5 | values[c]
        out += (n << 5 * (8 - len(chunk))).to_bytes(5)
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    if pads:
        keep = (8 - pads) * 5 // 8
        del out[len(out) - 5 + keep :]
    return bytes(out)


def b32encode(s):
    return _encode32(_b32, s)


def b32decode(s, casefold=False, map01=None):
    return _decode32(_b32, s, casefold, map01)


def b32hexencode(s):
    return _encode32(_b32hex, s)


def b32hexdecode(s, casefold=False):
    return _decode32(_b32hex, s, casefold)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


_a85 = bytes(range(33, 118))
_b85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def _encode85(s, alphabet, pad=False, zero=False, spaces=False):
    s = bytes(_bytes(s))
    padding = -len(s) % 4
    s += b"\0" * padding
    out = []
    for i in range(0, len(s), 4):
        n = int.from_bytes(s[i : i + 4])
        if zero and n == 0:
            out.append(b"z")
        elif spaces and n == 0x20202020:
            out.append(b"y")
        else:
            out.append(bytes(alphabet[n // 85**k % 85] for k in (4, 3, 2, 1, 0)))
    if padding and not pad:
        if out[-1] == b"z":
            out[-1] = alphabet[:1] * 5
        out[-1] = out[-1][:-padding]
    return b"".join(out)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    result = _encode85(b, _a85, pad, True, foldspaces)
    if adobe:
        result = b"<~" + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i : i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + b"~>" if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    b = _data(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(b"~>"))
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out, group = bytearray(), []
    for c in b + b"u" * 4:
        if 33 <= c <= 117:
            group.append(c - 33)
            if len(group) == 5:
                n = 0
                for digit in group:
                    n = n * 85 + digit
                if n > 0xFFFFFFFF:
                    raise ValueError("Ascii85 overflow")
                out += n.to_bytes(4)
                group = []
        elif c == 122:
            if group:
                raise ValueError("z inside Ascii85 5-tuple")
            out += b"\0\0\0\0"
        elif foldspaces and c == 121:
            if group:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"    "
        elif c not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % c)
    padding = 4 - len(group)
    if padding:
        del out[-padding:]
    return bytes(out)


def b85encode(b, pad=False):
    return _encode85(b, _b85, pad)


def _decode85(b, alphabet, name):
    b = _data(b)
    values = {c: i for i, c in enumerate(alphabet)}
    padding = -len(b) % 5
    b = b + alphabet[-1:] * padding
    out = bytearray()
    for i in range(0, len(b), 5):
        n = 0
        for j, c in enumerate(b[i : i + 5]):
            if c not in values:
                raise ValueError("bad %s character at position %d" % (name, i + j))
            n = n * 85 + values[c]
        if n > 0xFFFFFFFF:
            raise ValueError("%s overflow in hunk starting at byte %d" % (name, i))
        out += n.to_bytes(4)
    return bytes(out[:-padding] if padding else out)


def b85decode(b):
    return _decode85(b, _b85, "base85")


def z85encode(s):
    return _encode85(s, _z85)


def z85decode(s):
    return _decode85(s, _z85, "z85")


def encode(input, output):
    """Encode a binary file into another, in lines."""
    while data := input.read(57):
        while len(data) < 57 and (more := input.read(57 - len(data))):
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def encodebytes(s):
    s = _bytes(s)
    return b"".join(binascii.b2a_base64(s[i : i + 57]) for i in range(0, len(s), 57))


def decodebytes(s):
    return binascii.a2b_base64(_bytes(s))
