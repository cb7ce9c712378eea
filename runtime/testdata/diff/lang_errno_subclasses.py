import errno
for n in ("EPERM", "ENOENT", "ESRCH", "EINTR", "EAGAIN", "EACCES", "EEXIST", "ENOTDIR", "EISDIR", "EPIPE", "ECHILD", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EINPROGRESS", "EALREADY", "ESHUTDOWN", "EINVAL", "EBADF"):
    e = OSError(getattr(errno, n), "m", "f")
    print(n, type(e).__name__, e, e.filename)
class Sub(OSError): pass
print(type(Sub(2, "x")).__name__, Sub(2, "x").errno)
e = OSError(11, "again", "f", None, "g"); print(e, e.filename2, e.args)
print(type(OSError("2", "m")).__name__, OSError(1, 2, 3, 4, 5, 6).args)
try: open("/no/such/file")
except FileNotFoundError as e: print(e.errno, e.strerror, e.filename, e)
