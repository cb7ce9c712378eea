# A framed binary protocol: struct, memoryview, checksums, partial reads, a resync.
import asyncio
import base64
import hashlib
import struct
from dataclasses import astuple, dataclass
from enum import IntEnum, IntFlag

HEAD = struct.Struct("!2sBBI")


class Kind(IntEnum):
    DATA = 1
    ACK = 2
    ERROR = 255


class Flags(IntFlag):
    NONE = 0
    LAST = 1
    PACKED = 2
    URGENT = 4


@dataclass(slots=True)
class Frame:
    kind: Kind
    flags: Flags
    payload: bytes

    def encode(self):
        digest = hashlib.sha256(self.payload).digest()[:4]
        return HEAD.pack(b"\xca\xfe", self.kind, self.flags, len(self.payload)) + self.payload + digest


class Decoder:
    def __init__(self):
        self.buffer, self.skipped = bytearray(), 0

    def feed(self, data):
        self.buffer += data
        while True:
            at = self.buffer.find(b"\xca\xfe")
            if at < 0:
                keep = 1 if self.buffer.endswith(b"\xca") else 0
                self.skipped += len(self.buffer) - keep
                del self.buffer[: len(self.buffer) - keep]
                return
            if at:
                self.skipped += at
                del self.buffer[:at]
            if len(self.buffer) < HEAD.size:
                return
            _, kind, flags, size = HEAD.unpack_from(self.buffer)
            end = HEAD.size + size + 4
            if len(self.buffer) < end:
                return
            with memoryview(self.buffer) as view:
                payload, digest = bytes(view[HEAD.size : HEAD.size + size]), bytes(view[end - 4 : end])
            if hashlib.sha256(payload).digest()[:4] != digest:
                self.skipped += 2
                del self.buffer[:2]
                continue
            del self.buffer[:end]
            yield Frame(Kind(kind), Flags(flags), payload)


async def main():
    frames = [Frame(Kind.DATA, Flags.LAST | Flags.URGENT, b"hello"), Frame(Kind.ACK, Flags.NONE, b""), Frame(Kind.ERROR, Flags(3), bytes(range(256)))]
    wire = b"".join(f.encode() for f in frames)
    print(len(wire), wire[:13].hex(" "), base64.b64encode(wire[:12]).decode())
    reader = asyncio.StreamReader(limit=64)
    reader.feed_data(b"junk\xca" + wire[:20] + b"\xca\xfe\x01" + wire[20:])
    reader.feed_eof()
    d, out = Decoder(), []
    while chunk := await reader.read(7):
        out.extend(d.feed(chunk))
    print(len(out), d.skipped > 0)
    d, out = Decoder(), []
    for i in range(0, len(wire), 3):
        out.extend(d.feed(wire[i : i + 3]))
    for f in out:
        print(repr(f.kind), repr(f.flags), len(f.payload), astuple(f)[0] == f.kind, f == frames[out.index(f)])
    print(d.skipped, bytes(d.buffer), [x.name for x in Flags], list(Flags.LAST | Flags.PACKED), ~Flags.LAST)
    for bad in (lambda: Kind(9), lambda: HEAD.unpack(b"abc"), lambda: struct.pack("!B", 300), lambda: struct.pack("!H", "x"), lambda: Frame(1, 2).encode()):
        try:
            bad()
        except Exception as e:
            print(type(e).__name__, e)
    print(struct.calcsize("<bhilqfd"), struct.unpack("<hB", b"\xff\xff\x80"), struct.pack(">d", -0.0).hex(), struct.unpack("2s3x1s", b"abcdef"))


asyncio.run(main())
