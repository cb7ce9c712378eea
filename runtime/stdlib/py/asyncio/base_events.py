"""The part of event loops that connects: names, addresses, servers."""

import errno
import os
import socket
import sys
import weakref

from _asyncio import CancelledError, InvalidStateError

from . import trsock
from .events import AbstractServer, EventLoop

BaseEventLoop = EventLoop


def _no_tls():
    raise NotImplementedError("TLS is not available in this runtime")


def _check_tls(ssl, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if ssl:
        _no_tls()
    if ssl_handshake_timeout is not None:
        raise ValueError("ssl_handshake_timeout is only meaningful with ssl")
    if ssl_shutdown_timeout is not None:
        raise ValueError("ssl_shutdown_timeout is only meaningful with ssl")


def _numeric(host, port, family, type, proto, flowinfo=0, scopeid=0):
    """What getaddrinfo would say of an address in numbers, or None."""
    if proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP) or host is None:
        return None
    if type == socket.SOCK_STREAM:
        proto = socket.IPPROTO_TCP
    elif type == socket.SOCK_DGRAM:
        proto = socket.IPPROTO_UDP
    else:
        return None
    if port is None or port in ("", b""):
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None
    if isinstance(host, bytes):
        host = host.decode("idna")
    if "%" in host:
        return None
    for af in (socket.AF_INET, socket.AF_INET6) if family == socket.AF_UNSPEC else (family,):
        try:
            socket.inet_pton(af, host)
        except OSError:
            continue
        if af == socket.AF_INET6:
            return af, type, proto, "", (host, port, flowinfo, scopeid)
        return af, type, proto, "", (host, port)
    return None


def set_nodelay(sock):
    if sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM and sock.proto == socket.IPPROTO_TCP:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Server(AbstractServer):
    def __init__(self, loop, sockets, protocol_factory, backlog):
        self._loop = loop
        self._sockets = sockets
        self._clients = weakref.WeakSet()
        self._active = 0
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._serving = False
        self._serving_forever_fut = None

    def __repr__(self):
        return f"<{self.__class__.__name__} sockets={self.sockets!r}>"

    def _attach(self, transport):
        assert self._sockets is not None
        self._active += 1
        self._clients.add(transport)

    def _detach(self, transport):
        self._clients.discard(transport)
        self._active -= 1
        if self._active == 0 and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._add_reader(sock.fileno(), self._accept, sock)

    def _accept(self, sock):
        # The backlog may have filled: take several at once.
        for _ in range(self._backlog + 1):
            try:
                conn, address = sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as exc:
                if exc.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    raise
                # Out of descriptors: try again in a while.
                self._loop.call_exception_handler({
                    "message": "socket.accept() out of system resource", "exception": exc, "socket": trsock.TransportSocket(sock),
                })
                self._loop._remove_reader(sock.fileno())
                self._loop.call_later(1, self._resume, sock)
                return
            conn.setblocking(False)
            self._loop.call_soon(self._connected, conn, address)

    def _resume(self, sock):
        if self._sockets is not None:
            self._loop._add_reader(sock.fileno(), self._accept, sock)

    def _connected(self, conn, address):
        try:
            protocol = self._protocol_factory()
            self._loop._make_socket_transport(conn, protocol, extra={"peername": address}, server=self)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            conn.close()
            if self._loop.get_debug():
                self._loop.call_exception_handler({
                    "message": "Error on transport creation for incoming connection", "exception": exc,
                })

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    @property
    def sockets(self):
        if self._sockets is None:
            return ()
        return tuple(trsock.TransportSocket(s) for s in self._sockets)

    def close(self):
        sockets = self._sockets
        if sockets is None:
            return
        self._sockets = None
        for sock in sockets:
            self._loop._stop_serving(sock)
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if self._active == 0:
            self._wakeup()

    def close_clients(self):
        for transport in list(self._clients):
            transport.close()

    def abort_clients(self):
        for transport in list(self._clients):
            transport.abort()

    async def start_serving(self):
        from .tasks import sleep

        self._start_serving()
        # Let the loop look at the sockets once.
        await sleep(0)

    async def serve_forever(self):
        if self._serving_forever_fut is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except CancelledError:
            try:
                self.close()
                await self.wait_closed()
            finally:
                raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


class _Methods:
    """Methods that EventLoop gets when one of them is first called."""

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    async def _ensure_resolved(self, address, *, family=0, type=socket.SOCK_STREAM, proto=0, flags=0):
        host, port = address[:2]
        info = _numeric(host, port, family, type, proto, *address[2:])
        if info is not None:
            return [info]
        return await self.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)

    def _stop_serving(self, sock):
        self._remove_reader(sock.fileno())
        sock.close()

    async def _connect_sock(self, failures, info, local_infos=None):
        """Connect to one address; what fails on the way goes to failures."""
        mine = []
        failures.append(mine)
        family, type, proto, _, address = info
        sock = None
        try:
            try:
                sock = socket.socket(family=family, type=type, proto=proto)
                sock.setblocking(False)
                if local_infos is not None:
                    self._bind_one_of(sock, family, local_infos, mine)
                await self.sock_connect(sock, address)
                return sock
            except OSError as exc:
                mine.append(exc)
                raise
        except:
            if sock is not None:
                try:
                    sock.close()
                except OSError:
                    pass
            raise
        finally:
            mine = failures = None

    @staticmethod
    def _bind_one_of(sock, family, infos, failures):
        for local_family, _, _, _, address in infos:
            if local_family != family:
                continue
            try:
                sock.bind(address)
                return
            except OSError as exc:
                failures.append(OSError(
                    exc.errno, f"error while attempting to bind on address {address!r}: {str(exc).lower()}"))
        if failures:
            raise failures.pop()
        raise OSError(f"no matching local address with {family=} found")

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0, sock=None,
                                local_addr=None, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                                happy_eyeballs_delay=None, interleave=None, all_errors=False):
        _check_tls(ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
        if happy_eyeballs_delay is not None and interleave is None:
            interleave = 1
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError("host/port and sock can not be specified at the same time")
            infos = await self._ensure_resolved((host, port), family=family, type=socket.SOCK_STREAM, proto=proto, flags=flags)
            if not infos:
                raise OSError("getaddrinfo() returned empty list")
            local_infos = None
            if local_addr is not None:
                local_infos = await self._ensure_resolved(local_addr, family=family, type=socket.SOCK_STREAM, proto=proto, flags=flags)
                if not local_infos:
                    raise OSError("getaddrinfo() returned empty list")
            if interleave:
                infos = _interleave(infos, interleave)
            failures = []
            if happy_eyeballs_delay is None:
                for info in infos:
                    try:
                        sock = await self._connect_sock(failures, info, local_infos)
                        break
                    except OSError:
                        continue
            else:
                sock = await _race(
                    [lambda info=info: self._connect_sock(failures, info, local_infos) for info in infos], happy_eyeballs_delay)
            if sock is None:
                failures = [exc for mine in failures for exc in mine]
                try:
                    if all_errors:
                        raise ExceptionGroup("create_connection failed", failures)
                    if len(failures) == 1 or all(str(exc) == str(failures[0]) for exc in failures):
                        raise failures[0]
                    raise OSError(f"Multiple exceptions: {', '.join(str(exc) for exc in failures)}")
                finally:
                    failures = None
        else:
            if sock is None:
                raise ValueError("host and port was not specified and no sock specified")
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        return await self._connect_transport(sock, protocol_factory)

    async def _connect_transport(self, sock, protocol_factory, server_side=False):
        sock.setblocking(False)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = self._make_socket_transport(sock, protocol, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        _check_tls(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._connect_transport(sock, protocol_factory, True)

    async def create_server(self, protocol_factory, host=None, port=None, *, family=socket.AF_UNSPEC, flags=socket.AI_PASSIVE, sock=None,
                            backlog=100, ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        if isinstance(ssl, bool):
            raise TypeError("ssl argument must be an SSLContext or None")
        _check_tls(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
        if sock is not None:
            if host is not None or port is not None:
                raise ValueError("host/port and sock can not be specified at the same time")
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f"A Stream Socket was expected, got {sock!r}")
            sockets = [sock]
        else:
            if host is None and port is None:
                raise ValueError("Neither host/port nor sock were specified")
            sockets = await self._listening_sockets(host, port, family, flags, reuse_address, reuse_port, keep_alive)
        for sock in sockets:
            sock.setblocking(False)
        server = Server(self, sockets, protocol_factory, backlog)
        if start_serving:
            await server.start_serving()
        return server

    async def _listening_sockets(self, host, port, family, flags, reuse_address, reuse_port, keep_alive):
        from .tasks import gather

        if reuse_address is None:
            reuse_address = os.name == "posix" and sys.platform != "cygwin"
        if host == "":
            hosts = [None]
        elif isinstance(host, str) or not hasattr(type(host), "__iter__"):
            hosts = [host]
        else:
            hosts = host
        found = await gather(*[
            self._ensure_resolved((h, port), family=family, type=socket.SOCK_STREAM, flags=flags) for h in hosts])
        # Without doubles, in their order.
        infos = dict.fromkeys(info for some in found for info in some)
        if not infos:
            raise OSError(f"getaddrinfo({host!r}) returned empty list")
        sockets = []
        complete = False
        try:
            for af, kind, proto, _, address in infos:
                try:
                    sock = socket.socket(af, kind, proto)
                except OSError:
                    continue  # a family that this machine does not have
                sockets.append(sock)
                if reuse_address:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, True)
                if keep_alive:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
                if af == socket.AF_INET6:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                try:
                    sock.bind(address)
                except OSError as exc:
                    if exc.errno == errno.EADDRNOTAVAIL:
                        sockets.pop()
                        sock.close()
                        continue
                    raise OSError(
                        exc.errno, f"error while attempting to bind on address {address!r}: {str(exc).lower()}") from None
            if not sockets:
                raise OSError(f"could not bind on any address out of {[info[4] for info in infos]!r}")
            complete = True
            return sockets
        finally:
            if not complete:
                for sock in sockets:
                    sock.close()

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0, flags=0,
                                       reuse_port=None, allow_broadcast=None, sock=None):
        from .selector_events import _SelectorDatagramTransport

        if sock is not None:
            if sock.type == socket.SOCK_STREAM:
                raise ValueError(f"A datagram socket was expected, got {sock!r}")
            given = {"local_addr": local_addr, "remote_addr": remote_addr, "family": family, "proto": proto, "flags": flags,
                     "reuse_port": reuse_port, "allow_broadcast": allow_broadcast}
            problems = ", ".join(f"{k}={v}" for k, v in given.items() if v)
            if problems:
                raise ValueError(f"socket modifier keyword arguments can not be used when sock is specified. ({problems})")
            sock.setblocking(False)
            remote = None
        else:
            sock, remote = await self._datagram_socket(local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _SelectorDatagramTransport(self, sock, protocol, remote, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    async def _datagram_socket(self, local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast):
        if not (local_addr or remote_addr):
            if family == 0:
                raise ValueError("unexpected address family")
            pairs = {(family, proto): (None, None)}
        elif hasattr(socket, "AF_UNIX") and family == socket.AF_UNIX:
            for address in (local_addr, remote_addr):
                if address is not None and not isinstance(address, str):
                    raise TypeError("string is expected")
            if local_addr and local_addr[0] not in (0, "\x00"):
                from .unix_events import remove_stale_socket

                remove_stale_socket(local_addr)
            pairs = {(family, proto): (local_addr, remote_addr)}
        else:
            pairs = {}
            for index, address in enumerate((local_addr, remote_addr)):
                if address is None:
                    continue
                if not (isinstance(address, tuple) and len(address) == 2):
                    raise TypeError("2-tuple is expected")
                infos = await self._ensure_resolved(address, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags)
                if not infos:
                    raise OSError("getaddrinfo() returned empty list")
                for af, _, pr, _, found in infos:
                    pair = pairs.setdefault((af, pr), [None, None])
                    pair[index] = found
            pairs = {key: pair for key, pair in pairs.items()
                     if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)}
            if not pairs:
                raise ValueError("can not get address information")
        failures = []
        for (af, pr), (local, remote) in pairs.items():
            sock = None
            try:
                sock = socket.socket(family=af, type=socket.SOCK_DGRAM, proto=pr)
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local_addr:
                    sock.bind(local)
                if remote_addr:
                    if not allow_broadcast:
                        await self.sock_connect(sock, remote)
                    return sock, remote
                return sock, None
            except OSError as exc:
                if sock is not None:
                    sock.close()
                failures.append(exc)
            except:
                if sock is not None:
                    sock.close()
                raise
        raise failures[0]

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        if transport.is_closing():
            raise RuntimeError("Transport is closing")
        if not fallback:
            raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
        if hasattr(file, "seek"):
            file.seek(offset)
        transport.pause_reading()
        waiter = transport._make_empty_waiter()
        try:
            await waiter
        finally:
            transport._reset_empty_waiter()
        sent = 0
        try:
            while count is None or sent < count:
                size = 16384 if count is None else min(16384, count - sent)
                data = await self.run_in_executor(None, file.read, size)
                if not data:
                    break
                if transport.is_closing():
                    raise ConnectionError("Connection closed by peer")
                transport.write(data)
                sent += len(data)
                if transport.get_write_buffer_size() > 65536:
                    waiter = transport._make_empty_waiter()
                    try:
                        await waiter
                    finally:
                        transport._reset_empty_waiter()
            return sent
        finally:
            if sent and hasattr(file, "seek"):
                file.seek(offset + sent)
            transport.resume_reading()

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        _no_tls()


def _interleave(infos, first_count=1):
    """Addresses of the families in turn, some more of the first one in front."""
    groups = {}
    for info in infos:
        groups.setdefault(info[0], []).append(info)
    groups = list(groups.values())
    result = []
    if first_count > 1:
        result += groups[0][: first_count - 1]
        del groups[0][: first_count - 1]
    while any(groups):
        result += [group.pop(0) for group in groups if group]
    return result


async def _race(attempts, delay):
    """Begin attempts one after the other, delay seconds apart or when one fails; the first to succeed wins."""
    from .tasks import FIRST_COMPLETED, create_task, gather, wait

    running = set()
    attempts = iter(attempts)
    winner = None
    left = True
    try:
        while left or running:
            attempt = next(attempts, None) if left else None
            if attempt is None:
                left = False
                if not running:
                    break
            else:
                running.add(create_task(attempt()))
            done, running = await wait(running, timeout=delay if left else None, return_when=FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    if winner is None:
                        winner = task.result()
                    else:
                        task.result().close()
                elif not isinstance(task.exception(), OSError):
                    raise task.exception()
            if winner is not None:
                return winner
        return None
    finally:
        for task in running:
            task.cancel()
        for result in await gather(*running, return_exceptions=True) if running else ():
            if isinstance(result, socket.socket):
                result.close()
