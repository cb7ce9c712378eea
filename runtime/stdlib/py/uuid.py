"""Universally unique identifiers (RFC 9562)."""

import os
from enum import Enum

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    "reserved for NCS compatibility", "specified in RFC 4122", "reserved for Microsoft compatibility",
    "reserved for future definition",
]


class SafeUUID(Enum):
    safe = 0
    unsafe = -1
    unknown = None


_version_mask = ~((0xF000 << 64) | (0xC000 << 48))


class UUID:
    """A number of 128 bits."""

    __slots__ = ("int", "is_safe", "__weakref__")

    def __init__(
        self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=SafeUUID.unknown
    ):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            hex = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(hex) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _int(hex, 16)
        elif bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            int = _int.from_bytes(bytes_le[3::-1] + bytes_le[5:3:-1] + bytes_le[7:5:-1] + bytes_le[8:])
        elif bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            int = _int.from_bytes(bytes)
        elif fields is not None:
            if len(fields) != 6:
                raise ValueError("fields is not a 6-tuple")
            int = 0
            for i, (value, bits) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48)), 1):
                if not 0 <= value < 1 << bits:
                    raise ValueError(f"field {i} out of range (need a {bits}-bit value)")
                int = int << bits | value
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 8:
                raise ValueError("illegal version number")
            int = int & _version_mask | 0x8000 << 48 | version << 76
        object.__setattr__(self, "int", int)
        object.__setattr__(self, "is_safe", is_safe)

    def __getstate__(self):
        state = {"int": self.int}
        if self.is_safe is not SafeUUID.unknown:
            state["is_safe"] = self.is_safe.value
        return state

    def __setstate__(self, state):
        object.__setattr__(self, "int", state["int"])
        object.__setattr__(self, "is_safe", SafeUUID(state["is_safe"]) if "is_safe" in state else SafeUUID.unknown)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, str(self))

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __str__(self):
        h = self.hex
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    @property
    def bytes(self):
        return self.int.to_bytes(16)

    @property
    def bytes_le(self):
        b = self.bytes
        return b[3::-1] + b[5:3:-1] + b[7:5:-1] + b[8:]

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low, self.node)

    @property
    def time_low(self):
        return self.int >> 96

    @property
    def time_mid(self):
        return self.int >> 80 & 0xFFFF

    @property
    def time_hi_version(self):
        return self.int >> 64 & 0xFFFF

    @property
    def clock_seq_hi_variant(self):
        return self.int >> 56 & 0xFF

    @property
    def clock_seq_low(self):
        return self.int >> 48 & 0xFF

    @property
    def time(self):
        if self.version == 6:
            return self.time_low << 28 | self.time_mid << 12 | self.time_hi_version & 0x0FFF
        if self.version == 7:
            return self.int >> 80
        return (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def clock_seq(self):
        return (self.clock_seq_hi_variant & 0x3F) << 8 | self.clock_seq_low

    @property
    def node(self):
        return self.int & 0xFFFFFFFFFFFF

    @property
    def hex(self):
        return "%032x" % self.int

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    @property
    def variant(self):
        if not self.int & 0x8000 << 48:
            return RESERVED_NCS
        if not self.int & 0x4000 << 48:
            return RFC_4122
        return RESERVED_FUTURE if self.int & 0x2000 << 48 else RESERVED_MICROSOFT

    @property
    def version(self):
        return self.int >> 76 & 0xF if self.variant == RFC_4122 else None


_int = int
_node = None


def getnode():
    """The hardware address, or a random number marked as none."""
    global _node
    if _node is None:
        try:
            for name in os.listdir("/sys/class/net"):
                with open(f"/sys/class/net/{name}/address") as f:
                    mac = int(f.read().strip().replace(":", "") or "0", 16)
                if mac and not mac >> 41 & 1:
                    _node = mac
                    break
        except (OSError, ValueError):
            pass
        if _node is None:
            _node = int.from_bytes(os.urandom(6)) | 1 << 40
    return _node


_last = {}


def _timestamp(key):
    """100 ns since 1582, never the same twice."""
    import time

    now = time.time_ns() // 100 + 0x01B21DD213814000
    if now <= _last.get(key, 0):
        now = _last[key] + 1
    _last[key] = now
    return now


def uuid1(node=None, clock_seq=None):
    """Of the time and the machine."""
    now = _timestamp(1)
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2)) & 0x3FFF
    return UUID(
        fields=(now & 0xFFFFFFFF, now >> 32 & 0xFFFF, now >> 48 & 0x0FFF, clock_seq >> 8 & 0x3F, clock_seq & 0xFF,
                getnode() if node is None else node), version=1)


def _of_hash(digest, version):
    return UUID(bytes=digest[:16], version=version)


def uuid3(namespace, name):
    """Of the MD5 of a name."""
    from hashlib import md5

    return _of_hash(md5(namespace.bytes + (name.encode() if isinstance(name, str) else name), usedforsecurity=False).digest(), 3)


def uuid4():
    """A random one."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """Of the SHA-1 of a name."""
    from hashlib import sha1

    return _of_hash(sha1(namespace.bytes + (name.encode() if isinstance(name, str) else name), usedforsecurity=False).digest(), 5)


def uuid6(node=None, clock_seq=None):
    """Like uuid1(), in the order of time."""
    now = _timestamp(6)
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2))
    return UUID(
        int=(now >> 12 & 0xFFFFFFFFFFFF) << 80 | (now & 0xFFF) << 64 | (clock_seq & 0x3FFF) << 48
        | (getnode() if node is None else node) & 0xFFFFFFFFFFFF, version=6)


def uuid7():
    """Of the time in milliseconds and random bits, in the order of time."""
    import time

    ms, (last, count) = time.time_ns() // 1_000_000, _last.get(7, (0, 0))
    if ms > last:
        count = int.from_bytes(os.urandom(6)) & 0x1FFFFFFFFFF
    else:
        ms, count = last, count + 1
        if count > 0x3FFFFFFFFFF:
            ms, count = ms + 1, int.from_bytes(os.urandom(6)) & 0x1FFFFFFFFFF
    _last[7] = ms, count
    tail = int.from_bytes(os.urandom(4))
    return UUID(int=(ms & 0xFFFFFFFFFFFF) << 80 | (count >> 30) << 64 | (count & 0x3FFFFFFF) << 32 | tail, version=7)


def uuid8(a=None, b=None, c=None):
    """Of three numbers of one's own, or random ones."""
    a = int.from_bytes(os.urandom(6)) if a is None else a
    b = int.from_bytes(os.urandom(2)) & 0xFFF if b is None else b
    c = int.from_bytes(os.urandom(8)) & 0x3FFFFFFFFFFFFFFF if c is None else c
    return UUID(int=(a & 0xFFFFFFFFFFFF) << 80 | (b & 0xFFF) << 64 | c & 0x3FFFFFFFFFFFFFFF, version=8)


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
NIL = UUID("00000000-0000-0000-0000-000000000000")
MAX = UUID("ffffffff-ffff-ffff-ffff-ffffffffffff")
