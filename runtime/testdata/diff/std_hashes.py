"""hashlib, hmac, binascii, base64, secrets."""

import base64
import binascii
import hashlib
import hmac
import io
import secrets

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512"):
    h = hashlib.new(name, b"abc")
    g = getattr(hashlib, name)()
    g.update(b"a")
    k = g.copy()
    g.update(bytearray(b"bc"))
    k.update(memoryview(b"xyz"))
    print(name, h.hexdigest() == g.hexdigest(), h.hexdigest()[:16], k.hexdigest()[:8], h.name, h.digest_size, h.block_size, len(h.digest()), hmac.new(b"key", b"msg", name).hexdigest()[:16])
for name in ("shake_128", "shake_256"):
    h = hashlib.new(name, b"abc")
    print(h.hexdigest(10), h.digest(4), h.digest_size, h.block_size, getattr(hashlib, name)(b"abc").hexdigest(3))
print(hashlib.sha256().hexdigest()[:10], hashlib.sha256(b"x", usedforsecurity=False).hexdigest()[:10], hashlib.md5(b"a" * 1000).hexdigest(), hashlib.file_digest(io.BytesIO(b"file"), "sha1").hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"pw", b"salt", 1000).hex(), hashlib.pbkdf2_hmac("sha1", b"pw", b"salt", 2, 5).hex(), "sha256" in hashlib.algorithms_available, "md5" in hashlib.algorithms_guaranteed)
m = hmac.new(b"k" * 100, digestmod=hashlib.sha256)
m.update(b"data")
c = m.copy()
c.update(b"more")
print(m.hexdigest()[:20], c.hexdigest()[:20], m.name, m.digest_size, m.block_size, hmac.digest(b"k", b"m", "md5").hex(), hmac.compare_digest(b"a", b"a"), hmac.compare_digest("a", "b"), hmac.compare_digest(b"a", b"ab"))
print(binascii.hexlify(b"\x00\xffab"), binascii.hexlify(b"abcdef", "-", 2), binascii.unhexlify("00fF"), binascii.b2a_base64(b"hi"), binascii.b2a_base64(b"hi", newline=False), binascii.a2b_base64(b"aGk=\n"), binascii.a2b_base64("a G\nk="), binascii.crc32(b"hello"), binascii.crc32(b"lo", binascii.crc32(b"hel")), binascii.crc_hqx(b"hello", 0))
data = [b"", b"f", b"fo", b"foo", b"foob", b"fooba", b"foobar", bytes(range(256)), b"\0\0\0\0", b"    x", b"\xff" * 5]
for d in data:
    for enc, dec in ((base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode), (base64.b32hexencode, base64.b32hexdecode), (base64.b16encode, base64.b16decode), (base64.a85encode, base64.a85decode), (base64.b85encode, base64.b85decode), (base64.z85encode, base64.z85decode), (base64.encodebytes, base64.decodebytes)):
        e = enc(d)
        print(e[:24], dec(e) == d, end=" ")
    print()
print(base64.b64encode(b"\xfb\xff", b"-_"), base64.b64decode("-_8=", b"-_"), base64.b64decode("YWJj"), base64.b64decode(b"YW Jj\n"), base64.b32decode("mzxw6===", casefold=True), base64.b32decode(b"M1023456", map01=b"I"), base64.b16decode("ff", casefold=True), base64.a85encode(b"    abcd", foldspaces=True), base64.a85encode(b"hello world" * 3, wrapcol=10, adobe=True), base64.a85decode(b"<~87cURD]j~>", adobe=True), base64.b85encode(b"ab", pad=True))
out = io.BytesIO()
base64.encode(io.BytesIO(b"x" * 60), out)
print(out.getvalue())
for bad in (
    lambda: hashlib.new("nope"), lambda: hashlib.sha256("text"), lambda: hashlib.sha256(5), lambda: hashlib.pbkdf2_hmac("md5", b"", b"", 0), lambda: hmac.new("k", b"m", "md5"), lambda: hmac.new(b"k", b"m"), lambda: hmac.compare_digest("é", "é"), lambda: hmac.compare_digest("a", b"a"),
    lambda: binascii.unhexlify("abc"), lambda: binascii.unhexlify("zz"), lambda: binascii.unhexlify("é"), lambda: binascii.a2b_base64("abc"), lambda: binascii.a2b_base64("a"), lambda: binascii.a2b_base64(b"YWI=x", strict_mode=True), lambda: binascii.a2b_base64(b"=YWI", strict_mode=True), lambda: binascii.a2b_base64(b"Y W", strict_mode=True), lambda: binascii.hexlify("a"), lambda: base64.b64decode("é"), lambda: base64.b64decode(5),
    lambda: base64.b64decode(b"ab$c", validate=True), lambda: base64.b32decode("abc"), lambda: base64.b32decode("aaaaaaaa"), lambda: base64.b16decode("fg"), lambda: base64.b16decode("ff"), lambda: base64.a85decode(b"v"), lambda: base64.a85decode(b"s8W-\"u"), lambda: base64.b85decode(b" "), lambda: base64.b85decode(b"~~~~~"), lambda: base64.a85decode(b"x", adobe=True), lambda: base64.b64encode("s"),
):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(len(secrets.token_bytes(5)), len(secrets.token_hex(4)), len(secrets.token_urlsafe(6)), secrets.randbelow(1), secrets.choice([7]), 0 <= secrets.randbits(3) < 8)
