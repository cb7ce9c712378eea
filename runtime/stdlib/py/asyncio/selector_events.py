"""Sockets on the event loop: operations on plain ones, and transports."""

import collections
import errno
import socket
import weakref

from _asyncio import _SocketTransport

from . import transports, trsock
from .base_events import set_nodelay
from .events import EventLoop

BaseSelectorEventLoop = EventLoop


class _SelectorSocketTransport(_SocketTransport, transports.Transport):
    __slots__ = ()


def _describe(sock, extra):
    extra["socket"] = trsock.TransportSocket(sock)
    try:
        extra["sockname"] = sock.getsockname()
    except OSError:
        extra["sockname"] = None
    if "peername" not in extra:
        try:
            extra["peername"] = sock.getpeername()
        except OSError:
            extra["peername"] = None
    return extra


def _check_ready(sock, debug):
    if debug and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")


class _Methods:
    """Methods that EventLoop gets when one of them is first called."""

    def _make_socket_transport(self, sock, protocol, waiter=None, *, extra=None, server=None):
        set_nodelay(sock)
        return _SelectorSocketTransport(self, sock, protocol, waiter, _describe(sock, extra or {}), server)

    async def _retry(self, sock, write, op, *args):
        """Call op until it does not want to block."""
        if self.get_debug() and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        try:
            return op(*args)
        except (BlockingIOError, InterruptedError):
            pass
        fd = sock.fileno()
        future = self.create_future()

        def ready():
            if future.done():
                return
            try:
                result = op(*args)
            except (BlockingIOError, InterruptedError):
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                future.set_exception(exc)
            else:
                future.set_result(result)

        self._no_transport(fd)
        (self._add_writer if write else self._add_reader)(fd, ready)
        try:
            return await future
        finally:
            (self._remove_writer if write else self._remove_reader)(fd)

    def _no_transport(self, fd):
        pass

    async def sock_recv(self, sock, n):
        return await self._retry(sock, False, sock.recv, n)

    async def sock_recv_into(self, sock, buf):
        return await self._retry(sock, False, sock.recv_into, buf)

    async def sock_recvfrom(self, sock, bufsize):
        return await self._retry(sock, False, sock.recvfrom, bufsize)

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        return await self._retry(sock, False, sock.recvfrom_into, buf, nbytes or len(buf))

    async def sock_sendto(self, sock, data, address):
        return await self._retry(sock, True, sock.sendto, data, address)

    async def sock_sendall(self, sock, data):
        if isinstance(data, str):
            sock.send(data)  # raises
        data = bytes(data)
        while data:
            data = data[await self._retry(sock, True, sock.send, data) :]

    async def sock_accept(self, sock):
        conn, address = await self._retry(sock, False, sock.accept)
        conn.setblocking(False)
        return conn, address

    async def sock_connect(self, sock, address):
        if self.get_debug() and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            infos = await self._ensure_resolved(address, family=sock.family, type=sock.type, proto=sock.proto)
            address = infos[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        fd = sock.fileno()
        future = self.create_future()

        def connected():
            if future.done():
                return
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code == 0:
                future.set_result(None)
            elif code not in (errno.EAGAIN, errno.EINPROGRESS, errno.EALREADY):
                future.set_exception(OSError(code, f"Connect call failed {address}"))

        self._add_writer(fd, connected)
        try:
            await future
        finally:
            self._remove_writer(fd)

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        if self.get_debug() and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not sock.type == socket.SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")
        if not isinstance(offset, int):
            raise TypeError(f"offset must be a non-negative integer (got {offset!r})")
        if offset < 0:
            raise ValueError(f"offset must be a non-negative integer (got {offset!r})")
        if not fallback:
            from .exceptions import SendfileNotAvailableError

            raise SendfileNotAvailableError(f"syscall sendfile is not available for socket {sock!r} and file {file!r} combination")
        if hasattr(file, "seek"):
            file.seek(offset)
        sent = 0
        try:
            while count is None or sent < count:
                size = 16384 if count is None else min(16384, count - sent)
                data = await self.run_in_executor(None, file.read, size)
                if not data:
                    break
                await self.sock_sendall(sock, data)
                sent += len(data)
            return sent
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)


class _SelectorDatagramTransport(transports._FlowControlMixin, transports.DatagramTransport):
    __slots__ = ("__weakref__", "_sock", "_sock_fd", "_protocol", "_address", "_buffer", "_buffer_size", "_closing", "_conn_lost")

    max_size = 256 * 1024
    _header_size = 8

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        super().__init__(_describe(sock, extra or {}), loop)
        self._sock = sock
        self._sock_fd = sock.fileno()
        self._protocol = protocol
        self._address = address
        self._buffer = collections.deque()
        self._buffer_size = 0
        self._closing = False
        self._conn_lost = 0
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._begin)
        if waiter is not None:
            loop.call_soon(lambda: waiter.done() or waiter.set_result(None))

    def _begin(self):
        if not self._closing:
            self._loop._add_reader(self._sock_fd, self._read_ready)

    def __repr__(self):
        text = f"<{self.__class__.__name__}"
        if self._sock is None:
            text += " closed"
        elif self._closing:
            text += " closing"
        return text + f" fd={self._sock_fd}>"

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def get_write_buffer_size(self):
        return self._buffer_size

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            data, address = self._sock.recvfrom(self.max_size)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError as exc:
            self._protocol.error_received(exc)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, "Fatal read error on datagram transport")
        else:
            self._protocol.datagram_received(data, address)

    def _send(self, data, address):
        if self._extra["peername"]:
            self._sock.send(data)
        else:
            self._sock.sendto(data, address)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if self._conn_lost and self._address:
            self._conn_lost += 1
            return
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except (BlockingIOError, InterruptedError):
                self._loop._add_writer(self._sock_fd, self._sendto_ready)
            except OSError as exc:
                self._protocol.error_received(exc)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on datagram transport")
                return
        self._buffer.append((bytes(data), addr))
        self._buffer_size += len(data) + self._header_size
        self._maybe_pause_protocol()

    def _sendto_ready(self):
        while self._buffer:
            data, address = self._buffer.popleft()
            self._buffer_size -= len(data) + self._header_size
            try:
                self._send(data, address)
            except (BlockingIOError, InterruptedError):
                self._buffer.appendleft((data, address))
                self._buffer_size += len(data) + self._header_size
                break
            except OSError as exc:
                self._protocol.error_received(exc)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, "Fatal write error on datagram transport")
                return
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
            if self._closing:
                self._connection_lost(None)

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._loop._remove_reader(self._sock_fd)
        if not self._buffer:
            self._conn_lost += 1
            self._loop._remove_writer(self._sock_fd)
            self._loop.call_soon(self._connection_lost, None)

    def abort(self):
        self._force_close(None)

    def _fatal_error(self, exc, message="Fatal error on transport"):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({
                "message": message, "exception": exc, "transport": self, "protocol": self._protocol,
            })
        self._force_close(exc)

    def _force_close(self, exc):
        if self._conn_lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._buffer_size = 0
            self._loop._remove_writer(self._sock_fd)
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._sock_fd)
        self._conn_lost += 1
        self._loop.call_soon(self._connection_lost, exc)

    def _connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._sock.close()
            self._sock = None
            self._protocol = None

    def __del__(self):
        if getattr(self, "_sock", None) is not None:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._sock.close()
