"""Secure hashes."""

import _hashlib
from _hashlib import new as _new, pbkdf2_hmac

algorithms_available = set(_hashlib.names)
algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256",
    "blake2b", "blake2s",
}
__all__ = [*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac", "file_digest"]


def _maker(name):
    def make(data=b"", *, usedforsecurity=True, string=None):
        return _new(name, data if string is None else string)

    make.__name__ = make.__qualname__ = f"openssl_{name}"
    return make


for _name in _hashlib.names:
    if _name in algorithms_guaranteed:
        globals()[_name] = _maker(_name)


def blake2b(data=b"", **options):
    raise ValueError("unsupported hash type blake2b")


def blake2s(data=b"", **options):
    raise ValueError("unsupported hash type blake2s")


def new(name, data=b"", **kwargs):
    return _new(name, data)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash of what is left of an open binary file."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    while data := fileobj.read(_bufsize):
        made.update(data)
    return made
