# record: 3.14
"""uuid."""

import copy
import uuid

u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.bytes_le, u.fields, u.urn, u.variant, u.version, u.time_low, u.time_mid, u.time_hi_version, u.clock_seq, u.node, u.time, int(u), u.is_safe)
for a in ("{12345678123456781234567812345678}", "urn:uuid:12345678-1234-5678-1234-567812345678"):
    print(uuid.UUID(a) == u, hash(uuid.UUID(a)) == hash(u))
print(uuid.UUID(bytes=u.bytes) == u, uuid.UUID(bytes_le=u.bytes_le) == u, uuid.UUID(fields=u.fields) == u, uuid.UUID(int=5), uuid.UUID(int=0, version=4), u < uuid.MAX, u > uuid.NIL, u <= u, u >= u, u != 5, sorted([uuid.MAX, u, uuid.NIL])[0])
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://x/é"), uuid.uuid5(uuid.NAMESPACE_OID, b"bytes"), uuid.uuid3(uuid.NAMESPACE_X500, ""))
for make in (uuid.uuid1, uuid.uuid4, uuid.uuid6, uuid.uuid7, uuid.uuid8):
    x, y = make(), make()
    print(make.__name__, x.version, x.variant == uuid.RFC_4122, x != y, len(str(x)))
a = [uuid.uuid7() for _ in range(50)]
print(a == sorted(a), uuid.uuid8(1, 2, 3), uuid.uuid1(5, 6).node, uuid.uuid1(5, 6).clock_seq, uuid.uuid6(7, 8).node, copy.copy(u) == u, copy.deepcopy(u) == u, uuid.NAMESPACE_DNS)
for bad in (lambda: uuid.UUID(), lambda: uuid.UUID("x"), lambda: uuid.UUID("1" * 31), lambda: uuid.UUID("g" * 32), lambda: uuid.UUID(bytes=b"x"), lambda: uuid.UUID(bytes_le=b"x"), lambda: uuid.UUID(fields=(1,)), lambda: uuid.UUID(fields=(2**32, 0, 0, 0, 0, 0)), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(int=0, version=9), lambda: uuid.UUID("a", int=1), lambda: setattr(u, "int", 5), lambda: u < 5):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
