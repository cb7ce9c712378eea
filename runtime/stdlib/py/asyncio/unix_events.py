"""Unix sockets, pipes, child processes and signals on the event loop."""

import errno
import os
import socket

import _signal
from _subprocess import fd_mode as _fd_mode
from _thread import _get_main_thread_ident, get_ident

from . import transports
from .base_events import Server, _check_tls
from .events import EventLoop

SelectorEventLoop = _UnixSelectorEventLoop = EventLoop


# The types of files, as st_mode has them.
_FIFO, _CHARACTERS, _SOCKET = 0o010000, 0o020000, 0o140000


def _is(mode, *kinds):
    return mode & 0o170000 in kinds


def remove_stale_socket(path):
    """Remove the socket file that a server left behind."""
    try:
        if _is(os.stat(path).st_mode, _SOCKET):
            os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as exc:
        import logging

        logging.getLogger("asyncio").error("Unable to check or remove stale UNIX socket %r: %r", path, exc)


def _check_signal(sig):
    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in _signal.valid_signals():
        raise ValueError(f"invalid signal number {sig}")


class _Methods:
    """Methods that EventLoop gets when one of them is first called."""

    def add_signal_handler(self, sig, callback, *args):
        from .tasks import iscoroutine, iscoroutinefunction

        if iscoroutine(callback) or iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        _check_signal(sig)
        self._check_closed()
        handlers = self._own("_signal_handlers", dict)
        if get_ident() != _get_main_thread_ident():
            raise RuntimeError("set_wakeup_fd only works in main thread of the main interpreter")

        def on_signal(signum, frame):
            self.call_soon_threadsafe(callback, *args)

        try:
            _signal.signal(sig, on_signal)
        except OSError as exc:
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f"sig {sig} cannot be caught")
            raise
        handlers[sig] = on_signal

    def remove_signal_handler(self, sig):
        _check_signal(sig)
        handlers = self._own("_signal_handlers", dict)
        if handlers.pop(sig, None) is None:
            return False
        handler = _signal.default_int_handler if sig == _signal.SIGINT else _signal.SIG_DFL
        try:
            _signal.signal(sig, handler)
        except OSError as exc:
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f"sig {sig} cannot be caught")
            raise
        return True

    def _own(self, name, make):
        """An attribute that only some loops need."""
        try:
            return self.__dict__[name]
        except KeyError:
            value = self.__dict__[name] = make()
            return value

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        _check_tls(ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError("path and sock can not be specified at the same time")
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
            try:
                sock.setblocking(False)
                await self.sock_connect(sock, path)
            except:
                sock.close()
                raise
        else:
            if sock is None:
                raise ValueError("no path and sock were specified")
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")
            sock.setblocking(False)
        return await self._connect_transport(sock, protocol_factory)

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None, ssl_handshake_timeout=None,
                                 ssl_shutdown_timeout=None, start_serving=True, cleanup_socket=True):
        if isinstance(ssl, bool):
            raise TypeError("ssl argument must be an SSLContext or None")
        _check_tls(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
        if path is not None:
            if sock is not None:
                raise ValueError("path and sock can not be specified at the same time")
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            if path[0] not in (0, "\x00"):
                remove_stale_socket(path)
            try:
                sock.bind(path)
            except OSError as exc:
                sock.close()
                if exc.errno == errno.EADDRINUSE:
                    raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
                raise
            except:
                sock.close()
                raise
        else:
            if sock is None:
                raise ValueError("path was not specified, and no sock specified")
            if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
                raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")
        if cleanup_socket:
            path = sock.getsockname()
            if path and path[0] not in (0, "\x00"):
                # The file is removed with the server, unless it is another one by then.
                try:
                    self._own("_unix_server_sockets", dict)[sock] = os.stat(path).st_ino
                except FileNotFoundError:
                    pass
        sock.setblocking(False)
        server = Server(self, [sock], protocol_factory, backlog)
        if start_serving:
            await server.start_serving()
        return server

    def _stop_serving(self, sock):
        inode = self.__dict__.get("_unix_server_sockets", {}).pop(sock, None)
        path = sock.getsockname() if inode is not None else None
        self._remove_reader(sock.fileno())
        sock.close()
        if inode is not None:
            try:
                if os.stat(path).st_ino == inode:
                    os.remove(path)
            except FileNotFoundError:
                pass

    async def connect_read_pipe(self, protocol_factory, pipe):
        return await self._connect_pipe(_UnixReadPipeTransport, protocol_factory, pipe)

    async def connect_write_pipe(self, protocol_factory, pipe):
        return await self._connect_pipe(_UnixWritePipeTransport, protocol_factory, pipe)

    async def _connect_pipe(self, kind, protocol_factory, pipe):
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = kind(self, pipe, protocol, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=True,
                               bufsize=0, encoding=None, errors=None, text=None, **kwargs):
        if not isinstance(cmd, (bytes, str)):
            raise ValueError("cmd must be a string")
        if not shell:
            raise ValueError("shell must be True")
        _check_binary(universal_newlines, bufsize, encoding, errors, text)
        return await self._spawn(protocol_factory, cmd, True, stdin, stdout, stderr, bufsize, kwargs)

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1, stderr=-1, universal_newlines=False, shell=False,
                              bufsize=0, encoding=None, errors=None, text=None, **kwargs):
        if shell:
            raise ValueError("shell must be False")
        _check_binary(universal_newlines, bufsize, encoding, errors, text)
        return await self._spawn(protocol_factory, (program, *args), False, stdin, stdout, stderr, bufsize, kwargs)

    async def _spawn(self, protocol_factory, args, shell, stdin, stdout, stderr, bufsize, kwargs):
        from .base_subprocess import _UnixSubprocessTransport

        protocol = protocol_factory()
        waiter = self.create_future()
        transport = _UnixSubprocessTransport(self, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=waiter, **kwargs)
        try:
            await waiter
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            transport.close()
            await transport._wait()
            raise
        return transport, protocol


def _check_binary(universal_newlines, bufsize, encoding, errors, text):
    if universal_newlines:
        raise ValueError("universal_newlines must be False")
    if bufsize != 0:
        raise ValueError("bufsize must be 0")
    if text:
        raise ValueError("text must be False")
    if encoding is not None:
        raise ValueError("encoding must be None")
    if errors is not None:
        raise ValueError("errors must be None")


class _PipeTransport:
    """What the transports of both ends of a pipe have in common."""

    def _open(self, pipe, protocol, readable):
        self._pipe = pipe
        self._fileno = pipe.fileno()
        self._protocol = protocol
        self._closing = False
        self._extra["pipe"] = pipe
        mode = _fd_mode(self._fileno)
        if not _is(mode, _FIFO, _SOCKET, _CHARACTERS):
            self._pipe = self._fileno = self._protocol = None
            raise ValueError("Pipe transport is for pipes/sockets only." if readable else
                             "Pipe transport is only for pipes, sockets and character devices")
        os.set_blocking(self._fileno, False)
        return mode

    def _start(self, begin, waiter):
        loop = self._loop
        loop.call_soon(self._protocol.connection_made, self)
        if begin is not None:
            loop.call_soon(begin)
        if waiter is not None:
            loop.call_soon(lambda: waiter.done() or waiter.set_result(None))

    def __repr__(self):
        text = f"<{self.__class__.__name__}"
        if self._pipe is None:
            text += " closed"
        elif self._closing:
            text += " closing"
        return text + f" fd={self._fileno}>"

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def _fatal_error(self, exc, message="Fatal error on pipe transport"):
        if not isinstance(exc, OSError):
            self._loop.call_exception_handler({
                "message": message, "exception": exc, "transport": self, "protocol": self._protocol,
            })
        self._close(exc)

    def _connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._pipe.close()
            self._pipe = None
            self._protocol = None

    def __del__(self):
        if getattr(self, "_pipe", None) is not None:
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._pipe.close()


class _UnixReadPipeTransport(_PipeTransport, transports.ReadTransport):
    max_size = 256 * 1024

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        super().__init__(extra)
        self._loop = loop
        self._paused = False
        self._open(pipe, protocol, True)
        self._start(self._begin, waiter)

    def _begin(self):
        if not self._paused and not self._closing:
            self._loop._add_reader(self._fileno, self._read_ready)

    def _read_ready(self):
        try:
            data = os.read(self._fileno, self.max_size)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._fatal_error(exc, "Fatal read error on pipe transport")
            return
        if data:
            self._protocol.data_received(data)
            return
        self._closing = True
        self._loop._remove_reader(self._fileno)
        self._loop.call_soon(self._protocol.eof_received)
        self._loop.call_soon(self._connection_lost, None)

    def is_reading(self):
        return not self._paused and not self._closing

    def pause_reading(self):
        if not self.is_reading():
            return
        self._paused = True
        self._loop._remove_reader(self._fileno)

    def resume_reading(self):
        if self._closing or not self._paused:
            return
        self._paused = False
        self._begin()

    def close(self):
        if not self._closing:
            self._close(None)

    def _close(self, exc):
        self._closing = True
        self._loop._remove_reader(self._fileno)
        self._loop.call_soon(self._connection_lost, exc)


class _UnixWritePipeTransport(_PipeTransport, transports._FlowControlMixin, transports.WriteTransport):
    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        super().__init__(extra, loop)
        self._buffer = bytearray()
        self._conn_lost = 0
        mode = self._open(pipe, protocol, False)
        # The other end of a pipe or socket is watched: reading finds out that it is closed.
        self._start(self._begin if _is(mode, _FIFO, _SOCKET) else None, waiter)

    def _begin(self):
        if not self._closing:
            self._loop._add_reader(self._fileno, self._read_ready)

    def get_write_buffer_size(self):
        return len(self._buffer)

    def _read_ready(self):
        # It reads nothing; the other end is gone.
        if self._buffer:
            self._close(BrokenPipeError())
        else:
            self._close()

    def write(self, data):
        if not data:
            return
        if self._conn_lost or self._closing:
            self._conn_lost += 1
            return
        if not self._buffer:
            try:
                n = os.write(self._fileno, data)
            except (BlockingIOError, InterruptedError):
                n = 0
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._conn_lost += 1
                self._fatal_error(exc, "Fatal write error on pipe transport")
                return
            if n == len(data):
                return
            data = data[n:]
            self._loop._add_writer(self._fileno, self._write_ready)
        self._buffer += data
        self._maybe_pause_protocol()

    def _write_ready(self):
        try:
            n = os.write(self._fileno, bytes(self._buffer[:65536]))
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._buffer.clear()
            self._conn_lost += 1
            self._loop._remove_writer(self._fileno)
            self._fatal_error(exc, "Fatal write error on pipe transport")
            return
        del self._buffer[:n]
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._fileno)
            if self._closing:
                self._loop._remove_reader(self._fileno)
                self._connection_lost(None)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if self._closing:
            return
        self._closing = True
        if not self._buffer:
            self._loop._remove_reader(self._fileno)
            self._loop.call_soon(self._connection_lost, None)

    def close(self):
        if self._pipe is not None and not self._closing:
            self.write_eof()

    def abort(self):
        self._close(None)

    def _close(self, exc=None):
        self._closing = True
        if self._buffer:
            self._loop._remove_writer(self._fileno)
        self._buffer.clear()
        self._loop._remove_reader(self._fileno)
        self._loop.call_soon(self._connection_lost, exc)
