"""Files: modes, buffering, text and bytes, positions, errors."""

import io
import os
import tempfile

tmp = tempfile.mkdtemp()
path = os.path.join(tmp, "f")


def show(e):
    return f"{type(e).__name__}: {e}".replace(path, "PATH").replace(tmp, "TMP")


for mode in ("w", "wb", "a", "x", "r+", "w+", "rb+", "a+", "xb", "r", "rt", "ab+"):
    if mode[0] == "x":
        os.unlink(path)
    with open(path, mode) as f:
        kind = type(f).__name__
        can = f.readable(), f.writable(), f.seekable(), f.isatty()
        data = "ab\n" if "b" not in mode else b"ab\n"
        wrote = f.write(data) if f.writable() else None
        where = f.tell()
        print(mode, kind, f.mode, can, wrote, where, f.closed, f.fileno() > 2, f.name == path)
    print("  ", f.closed, open(path, "rb").read())
for args in (
    ("rw",), ("",), ("z",), ("r", 0), ("rb", -1, "utf-8"), ("rb", -1, None, "strict"), ("rb", -1, None, None, "\n"), ("rtb",), ("r++",), ("x",), ("r", -1, "nope"), ("r", -1, None, "nohandler"), ("r", -1, None, None, "x"), (5,), ("r", "x"), ("r", -1, 5),
):
    try:
        open(path, *args).close()
        print(args, "fine")
    except Exception as e:
        print(args, show(e))
for target in (os.path.join(tmp, "none"), tmp, "", "a\0b", 5.5, None, -1, 999):
    try:
        open(target)
    except Exception as e:
        print(show(e), getattr(e, "errno", None))
with open(path, "wb") as f:
    f.write(b"one\ntwo\r\nthree\rfour\n\xc3\xa9\xff\nlast")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline, errors="backslashreplace") as f:
        lines = f.readlines()
        print(repr(newline), lines, f.newlines)
        f.seek(0)
        print("  ", [f.read(3) for _ in range(12)])
        f.seek(0)
        print("  ", repr(f.readline(2)), repr(f.readline()), repr(f.readline(100)), f.readlines(6), repr(f.read()))
with open(path, "w", newline="\r\n") as f:
    f.write("a\nb\n")
    f.writelines(["c\n", "d"])
print(open(path, "rb").read())
for enc in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252"):
    with open(path, "w", encoding=enc) as f:
        f.write("é1\nline two\n")
        f.write("drei ü\n")
    with open(path, "a", encoding=enc) as f:
        f.write("more\n")
    with open(path, encoding=enc) as f:
        cookies = []
        while True:
            cookies.append(f.tell())
            if not f.readline():
                break
        got = []
        for c in cookies[:-1]:
            f.seek(c)
            got.append(f.readline())
        print(enc, got, f.encoding, f.errors, len(open(path, "rb").read()))
with open(path, "w+", encoding="utf-8") as f:
    f.write("hello wörld\n" * 3)
    f.seek(0)
    print(f.read(5), f.tell())
    f.seek(f.tell())
    f.write("HELLO")
    f.seek(0)
    print(f.read())
    print(f.seek(0, 2), f.tell(), f.truncate(6), f.seek(0), f.read())
    for bad in (lambda: f.seek(1, 1), lambda: f.seek(1, 2), lambda: f.seek(-1), lambda: f.seek(0, 5), lambda: f.write(b"x"), lambda: f.write(5), lambda: f.read("x"), lambda: f.readline(1.5), lambda: f.truncate(-1)):
        try:
            print(bad())
        except Exception as e:
            print(show(e))
    f.seek(0)
    next(f)
    try:
        f.tell()
    except OSError as e:
        print(show(e))
for mode, act in (("w", lambda f: f.read()), ("r", lambda f: f.write("x")), ("wb", lambda f: f.read()), ("rb", lambda f: f.write(b"x")), ("w", lambda f: f.readline()), ("ab", lambda f: f.readline()), ("r", lambda f: f.truncate()), ("wb", lambda f: f.write("x")), ("w", lambda f: next(f))):
    with open(path, mode) as f:
        try:
            print(act(f))
        except Exception as e:
            print(mode, show(e))
for act in (lambda: f.read(), lambda: f.write("x"), lambda: f.tell(), lambda: f.seek(0), lambda: f.flush(), lambda: f.__enter__(), lambda: list(f), lambda: f.readline(), lambda: f.fileno(), lambda: f.close()):
    try:
        print(act())
    except Exception as e:
        print(show(e))
with open(path, "wb", buffering=0) as f:
    print(type(f).__name__, f.write(b"raw"), repr(f).replace(path, "PATH"))
with open(path, "rb", buffering=0) as f:
    print(f.read(2), f.readall(), f.read(), f.tell(), f.mode, f.closefd)
    b = bytearray(4)
    f.seek(0)
    print(f.readinto(b), b)
print(repr(f))
with open(path, "wb") as f:
    f.write(bytes(range(256)) * 300)
with open(path, "rb", buffering=16) as f:
    print(f.peek(1)[:4], f.read(3), f.read1(5), f.tell(), f.seek(10), f.read(20), f.seek(-5, 2), f.read(), f.seek(5, 1), f.read())
    print(f.seek(100), f.readline()[:3], f.tell(), len(f.readlines()), repr(f).replace(path, "PATH"), f.raw.name == path)
    b = bytearray(10)
    f.seek(0)
    print(f.readinto(b), b, f.readinto1(b), b[:2])
    m = memoryview(bytearray(6))
    print(f.readinto(m), bytes(m))
with open(path, "rb+", buffering=16) as f:
    f.read(5)
    f.write(b"XYZ")
    print(f.tell(), f.read(2), f.seek(0), f.read(10))
    f.seek(20)
    f.write(b"q" * 50)
    f.seek(18)
    print(f.read(5), f.truncate(30), f.seek(0, 2))
fd = os.open(path, os.O_RDONLY)
with open(fd, closefd=False, encoding="latin-1") as f:
    print(len(f.read()), f.name == fd)
os.lseek(fd, 0, 0)
with open(fd, "rb") as f:
    print(len(f.read()))
try:
    os.fstat(fd)
except OSError as e:
    print(show(e))
with open(path, "w", opener=lambda p, flags: os.open(p, flags, 0o600)) as f:
    f.write("by opener")
print(open(path).read())
f = open(path)
b = f.detach()
print(type(b).__name__, b.read(2))
try:
    f.read()
except ValueError as e:
    print(e)
r = b.detach()
print(type(r).__name__, r.closed)
r.close()
with open(path, "w", buffering=1) as f:
    f.write("line\npart")
    print(open(path).read() == "line\npart" or open(path).read(), f.line_buffering)
with open(path, "w") as f:
    f.reconfigure(encoding="latin-1", errors="replace", newline="\r\n", line_buffering=True)
    f.write("é€\n")
    print(f.encoding, f.errors, f.line_buffering, f.write_through)
print(open(path, "rb").read())
with open(path, "wb") as f:
    f.write(b"\xff\xfe bad")
try:
    open(path, encoding="utf-8").read()
except UnicodeDecodeError as e:
    print(e)
print(open(path, encoding="utf-8", errors="replace").read(), open(path, encoding="utf-8", errors="ignore").read())
with open(path, "w", encoding="ascii") as f:
    try:
        f.write("é")
    except UnicodeEncodeError as e:
        print(e)
print(isinstance(open(path), io.TextIOBase), isinstance(open(path, "rb"), io.BufferedIOBase), isinstance(open(path, "rb", 0), io.RawIOBase), isinstance(open(path), io.IOBase), io.DEFAULT_BUFFER_SIZE > 1000)
with open(path, "w") as f:
    for i in range(20000):
        f.write(f"line {i} é\n")
with open(path) as f:
    print(sum(len(x) for x in f), f.read())
with open(path) as f:
    print(len(f.read()), f.tell() == os.stat(path).st_size)
os.unlink(path)
os.rmdir(tmp)
