"""Other programs as child processes."""

import os
import threading
import types
import warnings
from time import monotonic as _time

import _signal
import _subprocess

__all__ = [
    "Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run", "CalledProcessError",
    "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess",
]

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            import signal

            try:
                return f"Command '{self.cmd}' died with {signal.Signals(-self.returncode)!r}."
            except ValueError:
                return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."
        return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        if self.stdout is not None:
            parts.append(f"stdout={self.stdout!r}")
        if self.stderr is not None:
            parts.append(f"stderr={self.stderr!r}")
        return f"{type(self).__name__}({', '.join(parts)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


# Children that nobody waited for, to be reaped some time.
_active = []


def _cleanup():
    for child in _active[:]:
        if child._internal_poll() is not None:
            try:
                _active.remove(child)
            except ValueError:
                pass  # another thread was faster


def list2cmdline(seq):
    """A command line as Windows programs take it apart."""
    words = []
    for arg in map(os.fspath, seq):
        text = ""
        slashes = 0
        for c in arg:
            if c == "\\":
                slashes += 1
                continue
            # Backslashes mean themselves, except in front of a quote.
            text += "\\" * (slashes * 2 + 1 if c == '"' else slashes) + c
            slashes = 0
        quote = not arg or " " in arg or "\t" in arg
        text += "\\" * (slashes * 2 if quote else slashes)
        words.append(f'"{text}"' if quote else text)
    return " ".join(words)


def call(*popenargs, timeout=None, **kwargs):
    with Popen(*popenargs, **kwargs) as p:
        try:
            return p.wait(timeout=timeout)
        except:
            p.kill()
            raise


def check_call(*popenargs, **kwargs):
    returncode = call(*popenargs, **kwargs)
    if returncode:
        cmd = kwargs.get("args")
        if cmd is None:
            cmd = popenargs[0]
        raise CalledProcessError(returncode, cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    for name in ("stdout", "check"):
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        # For run() None is no input at all; here it is an empty one.
        text = kwargs.get("universal_newlines") or kwargs.get("text") or kwargs.get("encoding") or kwargs.get("errors")
        kwargs["input"] = "" if text else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            process.kill()
            raise
        returncode = process.poll()
        if check and returncode:
            raise CalledProcessError(returncode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, returncode, stdout, stderr)


def getstatusoutput(cmd, *, encoding=None, errors=None):
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
        exitcode = 0
    except CalledProcessError as exc:
        data = exc.output
        exitcode = exc.returncode
    if data[-1:] == "\n":
        data = data[:-1]
    return exitcode, data


def getoutput(cmd, *, encoding=None, errors=None):
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def _user_id(user, argument):
    if user is None:
        return None
    if isinstance(user, str):
        import pwd

        return pwd.getpwnam(user).pw_uid
    if not isinstance(user, int):
        raise TypeError(f"{argument} must be a string or an integer, not {type(user)}")
    if user < 0:
        raise ValueError(f"User ID cannot be negative, got {user}")
    return user


def _group_id(group, argument):
    if group is None:
        return None
    if isinstance(group, str):
        import grp

        return grp.getgrnam(group).gr_gid
    if not isinstance(group, int):
        raise TypeError(f"{argument} must be a string or an integer, not {type(group)}")
    if group < 0:
        raise ValueError(f"Group ID cannot be negative, got {group}")
    return group


class Popen:
    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
                 start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None,
                 text=None, umask=-1, pipesize=-1, process_group=None):
        if not isinstance(umask, int):
            raise TypeError("umask must be an integer")
        _cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        if preexec_fn is not None:
            raise NotImplementedError("preexec_fn is not available in this runtime")
        if umask >= 0:
            raise NotImplementedError("umask is not available in this runtime")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
        if text is not None and universal_newlines is not None and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. "
                                  "Pass one or the other.")
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        self._pidfd = -1
        self.text_mode = encoding or errors or text or universal_newlines
        self._sigint_wait_secs = 0.25
        uid = _user_id(user, "User")
        gid = _group_id(group, "Group")
        groups = None
        if extra_groups is not None:
            if isinstance(extra_groups, str):
                raise TypeError("Groups must be a list, not a string")
            groups = [_group_id(g, "Items in extra_groups") for g in extra_groups]
        mine, childs, to_close = self._pipes(stdin, stdout, stderr)
        try:
            self._spawn(args, executable, shell, cwd, env, childs, pass_fds, start_new_session, process_group, uid, gid, groups)
        except:
            for fd in mine:
                if fd != -1:
                    os.close(fd)
            raise
        finally:
            for fd in to_close:
                os.close(fd)
        line_buffered = False
        if self.text_mode and bufsize == 1:
            line_buffered = True
            bufsize = -1
        modes = "wb", "rb", "rb"
        files = [None if fd == -1 else self._file(fd, mode, bufsize, line_buffered) for fd, mode in zip(mine, modes)]
        self.stdin, self.stdout, self.stderr = files

    def _file(self, fd, mode, bufsize, line_buffered):
        import io

        if bufsize == 1:
            bufsize = -1
        file = io.open(fd, mode, bufsize)
        if self.text_mode:
            if mode == "wb":
                return io.TextIOWrapper(file, encoding=self.encoding, errors=self.errors, write_through=True, line_buffering=line_buffered)
            return io.TextIOWrapper(file, encoding=self.encoding, errors=self.errors)
        return file

    def _pipes(self, stdin, stdout, stderr):
        """Our ends of the pipes, the child's three descriptors, and what to close once it has them."""
        mine = [-1, -1, -1]
        childs = [0, 1, 2]
        to_close = []
        try:
            for i, what in enumerate((stdin, stdout, stderr)):
                if what is None:
                    childs[i] = i
                elif what == PIPE:
                    r, w = os.pipe()
                    child, mine[i] = (r, w) if i == 0 else (w, r)
                    childs[i] = child
                    to_close.append(child)
                elif what == DEVNULL:
                    childs[i] = self._devnull(to_close)
                elif what == STDOUT and i == 2:
                    childs[2] = childs[1]
                elif isinstance(what, int):
                    childs[i] = what
                else:
                    childs[i] = what.fileno()
        except:
            for fd in mine + to_close:
                if fd != -1:
                    os.close(fd)
            raise
        return mine, childs, to_close

    @staticmethod
    def _devnull(to_close):
        fd = os.open(os.devnull, os.O_RDWR)
        to_close.append(fd)
        return fd

    def _spawn(self, args, executable, shell, cwd, env, childs, pass_fds, session, pgid, uid, gid, groups):
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError("path-like args is not allowed when shell is true")
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ["/bin/sh", "-c"] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        name = os.fspath(executable)
        slash, colon = (b"/", b":") if isinstance(name, bytes) else ("/", ":")
        if slash in name:
            candidates = [name]
        else:
            path = (os.environ if env is None else env).get("PATH", os.defpath)
            if isinstance(name, bytes):
                path = os.fsencode(path)
            candidates = [directory + slash + name for directory in path.split(colon)]
        pairs = None
        if env is not None:
            pairs = []
            for key, value in env.items():
                key = os.fsencode(key)
                if b"=" in key:
                    raise ValueError("illegal environment variable name")
                pairs.append(key + b"=" + os.fsencode(value))
        fds = [*enumerate(childs), *((fd, fd) for fd in map(int, pass_fds))]
        try:
            self.pid, self._pidfd = _subprocess.fork_exec(
                args, candidates, cwd, pairs, fds, session, pgid, uid, gid, groups)
        except OSError as exc:
            filename = executable
            if cwd is not None:
                try:
                    os.listdir(cwd)
                except OSError:
                    filename = cwd
            raise OSError(exc.errno, exc.strerror, filename) from None
        self._child_created = True

    def __repr__(self):
        text = f"<{self.__class__.__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return text if len(text) <= 80 else text[:76] + "...>"

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            # Flushes, which may fail.
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                # The child has had the same Ctrl-C: give it a moment.
                if self._sigint_wait_secs > 0:
                    try:
                        self._wait(timeout=self._sigint_wait_secs)
                    except TimeoutExpired:
                        pass
                self._sigint_wait_secs = 0
                return
            self.wait()

    def __del__(self):
        if not self._child_created:
            return
        if self.returncode is None:
            warnings.warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        if self._internal_poll() is None:
            _active.append(self)

    def _set_returncode(self, status):
        self.returncode = os.waitstatus_to_exitcode(status)
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def _try_wait(self, flags):
        try:
            return os.waitpid(self.pid, flags)
        except ChildProcessError:
            # Somebody else has waited for it: what became of it is lost.
            return self.pid, 0

    def _internal_poll(self):
        if self.returncode is None:
            if not self._waitpid_lock.acquire(False):
                return None
            try:
                if self.returncode is None:
                    pid, status = self._try_wait(os.WNOHANG)
                    if pid == self.pid:
                        self._set_returncode(status)
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def poll(self):
        return self._internal_poll()

    def wait(self, timeout=None):
        deadline = None if timeout is None else _time() + timeout
        try:
            return self._wait(timeout)
        except KeyboardInterrupt:
            # The child is to end by itself, if it does so soon.
            if timeout is not None:
                secs = min(self._sigint_wait_secs, max(0, deadline - _time()))
            else:
                secs = self._sigint_wait_secs
            self._sigint_wait_secs = 0
            try:
                self._wait(timeout=secs)
            except TimeoutExpired:
                pass
            raise

    def _wait(self, timeout):
        if self.returncode is not None:
            return self.returncode
        deadline = None if timeout is None else _time() + timeout
        delay = 0.0005
        while self._internal_poll() is None:
            left = None if deadline is None else deadline - _time()
            if left is not None and left <= 0:
                raise TimeoutExpired(self.args, timeout)
            if self._pidfd >= 0:
                _subprocess.wait_pidfd(self._pidfd, left)
                continue
            if left is None:
                with self._waitpid_lock:
                    if self.returncode is None:
                        pid, status = self._try_wait(0)
                        if pid == self.pid:
                            self._set_returncode(status)
                continue
            import time

            delay = min(delay * 2, left, 0.05)
            time.sleep(delay)
        return self.returncode

    def communicate(self, input=None, timeout=None):
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        if timeout is None and not self._communication_started and [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            # With one pipe at most there is nothing to do at the same time.
            stdout = stderr = None
            if self.stdin:
                self._stdin_write(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        deadline = None if timeout is None else _time() + timeout
        try:
            stdout, stderr = self._communicate(input, deadline, timeout)
        except KeyboardInterrupt:
            secs = self._sigint_wait_secs
            self._sigint_wait_secs = 0
            try:
                self._wait(timeout=secs)
            except TimeoutExpired:
                pass
            raise
        finally:
            self._communication_started = True
        self.wait(None if deadline is None else max(deadline - _time(), 0))
        return stdout, stderr

    def _stdin_write(self, input):
        if input:
            try:
                self.stdin.write(input)
            except BrokenPipeError:
                pass
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _communicate(self, input, deadline, timeout):
        import selectors

        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                try:
                    self.stdin.close()
                except BrokenPipeError:
                    pass
        if not self._communication_started:
            self._chunks = {file: [] for file in (self.stdout, self.stderr) if file}
        if self._input is None and self.stdin:
            self._offset = 0
            self._input = input
            if input is not None and self.text_mode:
                self._input = input.encode(self.stdin.encoding, self.stdin.errors)
            if self._input is not None:
                self._input = memoryview(self._input)
        with selectors.PollSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for file in self._chunks:
                if not file.closed:
                    selector.register(file, selectors.EVENT_READ)
            while selector.get_map():
                left = None if deadline is None else deadline - _time()
                if left is not None and left < 0:
                    self._expired(timeout)
                for key, _ in selector.select(left):
                    if key.fileobj is self.stdin:
                        chunk = self._input[self._offset : self._offset + 512]
                        try:
                            self._offset += os.write(key.fd, chunk)
                        except BrokenPipeError:
                            selector.unregister(key.fileobj)
                            key.fileobj.close()
                            continue
                        if self._offset >= len(self._input):
                            selector.unregister(key.fileobj)
                            key.fileobj.close()
                        continue
                    data = os.read(key.fd, 32768)
                    if not data:
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
                    self._chunks[key.fileobj].append(data)
                if deadline is not None and _time() > deadline and selector.get_map():
                    self._expired(timeout)
        try:
            self.wait(None if deadline is None else max(deadline - _time(), 0))
        except TimeoutExpired as exc:
            exc.timeout = timeout
            raise
        return [self._joined(file) for file in (self.stdout, self.stderr)]

    def _expired(self, timeout):
        out, err = (b"".join(self._chunks[f]) if f and self._chunks.get(f) else None for f in (self.stdout, self.stderr))
        raise TimeoutExpired(self.args, timeout, output=out, stderr=err)

    def _joined(self, file):
        if not file:
            return None
        data = b"".join(self._chunks[file])
        if self.text_mode:
            return data.decode(file.encoding, file.errors).replace("\r\n", "\n").replace("\r", "\n")
        return data

    def send_signal(self, sig):
        # poll() first: the number of a process that has ended may be another's by now.
        self.poll()
        if self.returncode is not None:
            return
        try:
            os.kill(self.pid, sig)
        except ProcessLookupError:
            pass

    def terminate(self):
        self.send_signal(_signal.SIGTERM)

    def kill(self):
        self.send_signal(_signal.SIGKILL)
