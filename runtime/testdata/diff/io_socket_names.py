# record: 3.14
# Names and addresses.
import socket


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(socket.inet_aton, "127.0.0.1")
for text in ("1.2.3", "1", "0x7f.1", "1.2.3.4.5", "256.1.1.1", "", "a.b"):
    attempt(socket.inet_aton, text)
attempt(socket.inet_ntoa, b"\x7f\0\0\1")
attempt(socket.inet_ntoa, b"abc")
attempt(socket.inet_pton, socket.AF_INET, "10.0.0.1")
attempt(socket.inet_pton, socket.AF_INET6, "::1")
attempt(socket.inet_pton, socket.AF_INET, "::1")
attempt(socket.inet_pton, socket.AF_UNIX, "x")
attempt(socket.inet_ntop, socket.AF_INET6, bytes(15) + b"\1")
attempt(socket.inet_ntop, socket.AF_INET6, b"\x20\x01\x0d\xb8" + bytes(11) + b"\5")
attempt(socket.inet_ntop, socket.AF_INET, b"abc")
attempt(socket.inet_ntop, 12345, b"abcd")
print(socket.htons(1), socket.ntohs(256), socket.htonl(1), socket.ntohl(0x01020304))
attempt(socket.htons, -1)
attempt(socket.htons, 1 << 16)
attempt(socket.htonl, 1 << 32)
attempt(socket.htons, "x")
for args in (
    ("127.0.0.1", 80, 0, socket.SOCK_STREAM),
    ("127.0.0.1", "80", socket.AF_INET, 0, socket.IPPROTO_UDP),
    (b"127.0.0.1", b"80", 0, socket.SOCK_DGRAM),
    ("::1", 80, socket.AF_INET6, socket.SOCK_STREAM),
    ("127.0.0.1", None, 0, socket.SOCK_STREAM),
    (None, 80, socket.AF_INET, socket.SOCK_STREAM),
    (None, 80, socket.AF_INET, socket.SOCK_STREAM, 0, socket.AI_PASSIVE),
    ("127.0.0.1", 80, socket.AF_INET6),
    ("127.0.0.1", 80, 99),
    ("127.0.0.1", 80, 0, 77),
    ("not numeric", 80, 0, 0, 0, socket.AI_NUMERICHOST),
    ("nosuchhost", 80, 0, 0, 0, socket.AI_NUMERICHOST),
    ("127.0.0.1", "nosuchservice"),
    (None, None),
    (5, 80),
    ("127.0.0.1", 3.5),
):
    attempt(socket.getaddrinfo, *args)
attempt(socket.getaddrinfo, "localhost", 1, socket.AF_INET, socket.SOCK_STREAM)
attempt(socket.gethostbyname, "127.0.0.1")
attempt(socket.gethostbyname, "localhost")
attempt(socket.gethostbyname, "")
attempt(socket.gethostbyname, "<broadcast>")
attempt(socket.getnameinfo, ("127.0.0.1", 12345), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
attempt(socket.getnameinfo, ("nope", 1), 0)
attempt(socket.getnameinfo, "x", 0)
attempt(socket.getprotobyname, "tcp")
attempt(socket.getprotobyname, "nosuch")
attempt(socket.getservbyname, "nosuchservice")
print(issubclass(socket.gaierror, OSError), issubclass(socket.herror, OSError), socket.error is OSError, socket.has_ipv6)
print(socket.AddressFamily(2), repr(socket.AF_INET6), repr(socket.SOCK_DGRAM), socket.SOL_SOCKET, socket.SHUT_RDWR)
