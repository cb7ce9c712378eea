# Errors of the operating system by number.
import errno
import os

for name in ("EPERM", "ENOENT", "EINTR", "EBADF", "EAGAIN", "EACCES", "EEXIST", "ENOTDIR", "EISDIR", "EINVAL", "EPIPE", "ECONNREFUSED", "ETIMEDOUT", "EINPROGRESS", "ECHILD", "ESRCH", "ECONNRESET", "ECONNABORTED", "EALREADY", "ESHUTDOWN", "EADDRINUSE"):
    n = getattr(errno, name)
    e = OSError(n, "message")
    print(name, n, errno.errorcode[n], type(e).__name__, e, os.strerror(n))
print(errno.EWOULDBLOCK == errno.EAGAIN, errno.errorcode[errno.EWOULDBLOCK], errno.errorcode[errno.EOPNOTSUPP], errno.errorcode[errno.EDEADLK])
print(OSError(errno.ENOENT, "m", "file").filename, OSError("only").errno, repr(OSError(errno.EPIPE, "p")))
try:
    errno.ENOSUCH
except AttributeError as e:
    print(e)
for f in (lambda: os.close(9999), lambda: os.read(9999, 1), lambda: os.listdir("/nonexistent"), lambda: os.rmdir("/"), lambda: os.mkdir("/tmp")):
    try:
        f()
    except OSError as e:
        print(type(e).__name__, e.errno, e)
