"""The transport of a child process."""

import collections
import os
import subprocess

from . import protocols, transports


class _Pipe:
    """One end of a pipe, as little of a file as a transport needs."""

    def __init__(self, fd):
        self._fd = fd

    def __repr__(self):
        return f"<pipe fd={self._fd}>"

    def fileno(self):
        return self._fd

    def close(self):
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)


class _Child(subprocess.Popen):
    def _file(self, fd, mode, bufsize, line_buffered):
        return _Pipe(fd)


class BaseSubprocessTransport(transports.SubprocessTransport):
    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=None, extra=None, **kwargs):
        super().__init__(extra)
        self._closed = False
        self._protocol = protocol
        self._loop = loop
        self._proc = None
        self._pid = None
        self._returncode = None
        self._exit_waiters = []
        # Calls of the protocol until all pipes are connected; then None.
        self._pending_calls = collections.deque()
        self._pipes = {fd: None for fd, what in enumerate((stdin, stdout, stderr)) if what == subprocess.PIPE}
        self._finished = False
        self._pipes_connected = False
        try:
            self._start(args=args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=bufsize, **kwargs)
        except:
            self.close()
            raise
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        loop.create_task(self._connect_pipes(waiter))

    def _start(self, **kwargs):
        raise NotImplementedError

    def __repr__(self):
        info = [self.__class__.__name__]
        if self._closed:
            info.append("closed")
        if self._pid is not None:
            info.append(f"pid={self._pid}")
        if self._returncode is not None:
            info.append(f"returncode={self._returncode}")
        elif self._pid is not None:
            info.append("running")
        else:
            info.append("not started")
        stdin, stdout, stderr = (self._pipes.get(fd) for fd in range(3))
        if stdin is not None:
            info.append(f"stdin={stdin.pipe}")
        if stdout is not None and stderr is stdout:
            info.append(f"stdout=stderr={stdout.pipe}")
        else:
            if stdout is not None:
                info.append(f"stdout={stdout.pipe}")
            if stderr is not None:
                info.append(f"stderr={stderr.pipe}")
        return f"<{' '.join(info)}>"

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        for proto in self._pipes.values():
            if proto is not None and self._loop is not None and not self._loop.is_closed():
                proto.pipe.close()
        if self._proc is not None and self._returncode is None and self._proc.poll() is None:
            try:
                self._proc.kill()
            except (ProcessLookupError, PermissionError):
                pass

    def __del__(self):
        if not getattr(self, "_closed", True):
            import warnings

            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self.close()

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        proto = self._pipes.get(fd)
        return None if proto is None else proto.pipe

    def _check_proc(self):
        if self._proc is None:
            raise ProcessLookupError()

    def send_signal(self, signal):
        self._check_proc()
        if self._returncode is None:
            self._proc.send_signal(signal)

    def terminate(self):
        self._check_proc()
        if self._returncode is None:
            self._proc.terminate()

    def kill(self):
        self._check_proc()
        if self._returncode is None:
            self._proc.kill()

    async def _connect_pipes(self, waiter):
        try:
            loop = self._loop
            for fd, file in enumerate((self._proc.stdin, self._proc.stdout, self._proc.stderr)):
                if file is None:
                    continue
                if fd == 0:
                    _, pipe = await loop.connect_write_pipe(lambda: _WriteProtocol(self, 0), file)
                else:
                    _, pipe = await loop.connect_read_pipe(lambda fd=fd: _ReadProtocol(self, fd), file)
                self._pipes[fd] = pipe
            loop.call_soon(self._protocol.connection_made, self)
            for callback, data in self._pending_calls:
                loop.call_soon(callback, *data)
            self._pending_calls = None
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if waiter is not None and not waiter.cancelled():
                waiter.set_exception(exc)
        else:
            self._pipes_connected = True
            if waiter is not None and not waiter.cancelled():
                waiter.set_result(None)

    def _call(self, callback, *data):
        if self._pending_calls is not None:
            self._pending_calls.append((callback, data))
        else:
            self._loop.call_soon(callback, *data)

    def _pipe_connection_lost(self, fd, exc):
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    def _pipe_data_received(self, fd, data):
        self._call(self._protocol.pipe_data_received, fd, data)

    def _process_exited(self, returncode):
        assert returncode is not None, returncode
        assert self._returncode is None, self._returncode
        self._returncode = returncode
        if self._proc.returncode is None:
            self._proc.returncode = returncode
        self._call(self._protocol.process_exited)
        self._try_finish()

    async def _wait(self):
        if self._returncode is not None:
            return self._returncode
        waiter = self._loop.create_future()
        self._exit_waiters.append(waiter)
        return await waiter

    def _try_finish(self):
        assert not self._finished
        if self._returncode is None:
            return
        if not self._pipes_connected:
            # A pipe that failed to connect will never be disconnected.
            self._wake_waiters()
            return
        if all(p is not None and p.disconnected for p in self._pipes.values()):
            self._finished = True
            self._call(self._connection_lost, None)

    def _wake_waiters(self):
        waiters, self._exit_waiters = self._exit_waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(self._returncode)

    def _connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._wake_waiters()
            self._loop = None
            self._proc = None
            self._protocol = None


class _WriteProtocol(protocols.BaseProtocol):
    def __init__(self, proc, fd):
        self.proc = proc
        self.fd = fd
        self.pipe = None
        self.disconnected = False

    def connection_made(self, transport):
        self.pipe = transport

    def __repr__(self):
        return f"<{self.__class__.__name__} fd={self.fd} pipe={self.pipe!r}>"

    def connection_lost(self, exc):
        self.disconnected = True
        self.proc._pipe_connection_lost(self.fd, exc)
        self.proc = None

    def pause_writing(self):
        self.proc._protocol.pause_writing()

    def resume_writing(self):
        self.proc._protocol.resume_writing()


class _ReadProtocol(_WriteProtocol, protocols.Protocol):
    def data_received(self, data):
        self.proc._pipe_data_received(self.fd, data)


class _UnixSubprocessTransport(BaseSubprocessTransport):
    def _start(self, args, shell, stdin, stdout, stderr, bufsize, **kwargs):
        self._proc = proc = _Child(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=bufsize, **kwargs)
        loop = self._loop
        fd = proc._pidfd
        if fd >= 0:
            # The end of a process makes its descriptor readable.
            def ended():
                loop._remove_reader(fd)
                self._process_exited(proc.wait())

            loop._add_reader(fd, ended)
            return
        import threading

        def wait():
            returncode = proc.wait()
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._process_exited, returncode)

        threading.Thread(target=wait, name=f"asyncio-waitpid-{proc.pid}", daemon=True).start()
