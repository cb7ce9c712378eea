"""Network endpoints."""

import _socket
import os
from _socket import *
from enum import IntEnum, IntFlag

__all__ = ["fromfd", "getfqdn", "create_connection", "create_server", "has_dualstack_ipv6", "AddressFamily", "SocketKind", "SocketType"]
__all__.extend(name for name in dir(_socket) if not name.startswith("_"))

SocketType = _socket.SocketType
EBADF, EAGAIN, EWOULDBLOCK = 9, 11, 11


def _convert(base, name, prefix):
    # Of names with the same value, the first in the alphabet is the member.
    found = sorted((value, key) for key, value in vars(_socket).items() if key.startswith(prefix) and key.isupper())
    enum = base(name, [(key, value) for value, key in found], module=__name__)
    globals().update(enum.__members__)
    return enum


AddressFamily = _convert(IntEnum, "AddressFamily", "AF_")
SocketKind = _convert(IntEnum, "SocketKind", "SOCK_")
MsgFlag = _convert(IntFlag, "MsgFlag", "MSG_")
AddressInfo = _convert(IntFlag, "AddressInfo", "AI_")


def _to_enum(value, enum):
    try:
        return enum(value)
    except ValueError:
        return value


class socket(_socket.socket):
    __slots__ = ["__weakref__", "_io_refs", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            if family == -1:
                family = AF_INET
            if type == -1:
                type = SOCK_STREAM
            if proto == -1:
                proto = 0
        _socket.socket.__init__(self, family, type, proto, fileno)
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        closed = getattr(self, "_closed", False)
        text = (f"<{self.__class__.__module__}.{self.__class__.__qualname__}{' [closed]' if closed else ''} "
                f"fd={self.fileno()}, family={self.family}, type={self.type}, proto={self.proto}")
        if not closed:
            for name, ask in ("laddr", self.getsockname), ("raddr", self.getpeername):
                try:
                    address = ask()
                except (error, AttributeError):
                    continue
                if address:
                    text += f", {name}={address}"
        return text + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def dup(self):
        sock = self.__class__(self.family, self.type, self.proto, fileno=dup(self.fileno()))
        sock.settimeout(self.gettimeout())
        return sock

    def accept(self):
        fd, address = self._accept()
        sock = socket(self.family, self.type, self.proto, fileno=fd)
        # A listening socket with a timeout yields blocking ones.
        if getdefaulttimeout() is None and self.gettimeout():
            sock.setblocking(True)
        return sock, address

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        import io

        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        raw = _socket_io()(self, ("r" if reading else "") + ("w" if writing else ""))
        self._io_refs += 1
        if buffering is None:
            buffering = -1
        if buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if "b" not in mode:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if "b" in mode:
            return buffer
        if encoding is None:
            encoding = "utf-8"
        text = io.TextIOWrapper(buffer, encoding, errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if count is not None and (not isinstance(count, int) or count <= 0):
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            raise ValueError(f"count must be a positive integer (got {count!r})")
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if offset:
            file.seek(offset)
        sent = 0
        while count is None or sent < count:
            data = file.read(8192 if count is None else min(8192, count - sent))
            if not data:
                break
            self.sendall(data)
            sent += len(data)
        if sent and hasattr(file, "seek"):
            file.seek(offset + sent)
        return sent

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self):
        _socket.socket.close(self)

    def close(self):
        # Files made of the socket keep it open.
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        self._closed = True
        return super().detach()

    @property
    def family(self):
        return _to_enum(super().family, AddressFamily)

    @property
    def type(self):
        return _to_enum(super().type, SocketKind)

    def get_inheritable(self):
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        os.set_inheritable(self.fileno(), inheritable)


def fromfd(fd, family, type, proto=0):
    return socket(family, type, proto, dup(fd))


def send_fds(sock, buffers, fds, flags=0, address=None):
    packed = b"".join(fd.to_bytes(4, "little") for fd in fds)
    return sock.sendmsg(buffers, [(SOL_SOCKET, SCM_RIGHTS, packed)])


def recv_fds(sock, bufsize, maxfds, flags=0):
    message, ancillary, flags, address = sock.recvmsg(bufsize, CMSG_LEN(maxfds * 4))
    fds = []
    for level, kind, data in ancillary:
        if level == SOL_SOCKET and kind == SCM_RIGHTS:
            fds += [int.from_bytes(data[i : i + 4], "little") for i in range(0, len(data) - len(data) % 4, 4)]
    return message, fds, flags, address


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    if family is None:
        family = AF_UNIX
    a, b = _socket.socketpair(family, type, proto)
    return socket(family, type, proto, a.detach()), socket(family, type, proto, b.detach())


_SocketIO = None


def _socket_io():
    """The class SocketIO, made at first use: few programs need module io for it."""
    global _SocketIO
    if _SocketIO is not None:
        return _SocketIO
    import io

    class SocketIO(io.RawIOBase):
        def __init__(self, sock, mode):
            if mode not in ("r", "w", "rw"):
                raise ValueError(f"invalid mode: {mode!r}")
            io.RawIOBase.__init__(self)
            self._sock = sock
            self._mode = mode + "b"
            self._reading = "r" in mode
            self._writing = "w" in mode
            self._timeout_occurred = False

        def _check_open(self):
            if self.closed:
                raise ValueError("I/O operation on closed socket.")

        def readinto(self, b):
            if self.closed:
                raise ValueError("I/O operation on closed file.")
            if not self._reading:
                raise io.UnsupportedOperation("File or stream is not readable.")
            if self._timeout_occurred:
                raise OSError("cannot read from timed out object")
            try:
                return self._sock.recv_into(b)
            except timeout:
                self._timeout_occurred = True
                raise
            except BlockingIOError:
                return None

        def write(self, b):
            if self.closed:
                raise ValueError("I/O operation on closed file.")
            if not self._writing:
                raise io.UnsupportedOperation("File or stream is not writable.")
            try:
                return self._sock.send(b)
            except BlockingIOError:
                return None

        def readable(self):
            self._check_open()
            return self._reading

        def writable(self):
            self._check_open()
            return self._writing

        def seekable(self):
            self._check_open()
            return super().seekable()

        def fileno(self):
            if self.closed:
                raise ValueError("I/O operation on closed file.")
            return self._sock.fileno()

        @property
        def name(self):
            return -1 if self.closed else self.fileno()

        @property
        def mode(self):
            return self._mode

        def close(self):
            if self.closed:
                return
            io.RawIOBase.close(self)
            self._sock._decref_socketios()
            self._sock = None

    SocketIO.__qualname__ = "SocketIO"
    _SocketIO = SocketIO
    return SocketIO


def __getattr__(name):
    if name == "SocketIO":
        return _socket_io()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def getfqdn(name=""):
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        found, aliases, _ = gethostbyaddr(name)
    except error:
        return name
    for candidate in (found, *aliases):
        if "." in candidate:
            return candidate
    return found


_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    host, port = address
    failures = []
    for family, kind, proto, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        sock = None
        try:
            sock = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                sock.settimeout(timeout)
            if source_address:
                sock.bind(source_address)
            sock.connect(target)
            failures.clear()
            return sock
        except error as exc:
            if not all_errors:
                failures.clear()
            failures.append(exc)
            if sock is not None:
                sock.close()
    if not failures:
        raise error("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise failures[0]
        raise ExceptionGroup("create_connection failed", failures)
    finally:
        # An exception that refers to this frame is not to be part of a cycle.
        failures.clear()


def has_dualstack_ipv6():
    if not has_ipv6:
        return False
    try:
        with socket(AF_INET6, SOCK_STREAM) as sock:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except error:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    if reuse_port and "SO_REUSEPORT" not in globals():
        raise ValueError("SO_REUSEPORT not supported on this platform")
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    sock = socket(family, SOCK_STREAM)
    try:
        sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            sock.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            sock.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            sock.bind(address)
        except error as exc:
            raise error(exc.errno, f"{exc.strerror} (while attempting to bind on address {address!r})") from None
        if backlog is None:
            sock.listen()
        else:
            sock.listen(backlog)
        return sock
    except error:
        sock.close()
        raise


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    return [(_to_enum(af, AddressFamily), _to_enum(kind, SocketKind), proto, name, address)
            for af, kind, proto, name, address in _socket.getaddrinfo(host, port, family, type, proto, flags)]
