# Files that nobody closes, small reads, and what a traceback shows of open().
import io
import os
import tempfile
import traceback
import warnings

path = os.path.join(tempfile.mkdtemp(), "f")
with open(path, "wb") as f:
    f.write(b"".join(b"line %d \xc3\xa9\n" % i for i in range(40000)))
warnings.simplefilter("always")
warnings.showwarning = lambda message, category, filename, lineno, *rest: print(category.__name__, str(message).replace(path, "PATH"), os.path.basename(filename), lineno)

f = open(path)
del f
open(path).readline()
open(path, "rb")
open(path, "rb", 0)
f = open(path, "r+b")
f = None
f = open(path, "a", encoding="latin-1")
f.close()
del f
f = open(path)
g = f.detach()
del f
print("detached")
del g
fd = os.open(path, os.O_RDONLY)
f = open(fd, closefd=False)
del f
os.close(fd)


def leaves():
    f = open(path)
    return f.read(3)


leaves()
io.TextIOWrapper(io.BytesIO(b"x"))
io.BufferedReader(io.FileIO(path))
warnings.simplefilter("error")
warnings.showwarning = print
try:
    warnings.warn("as an error")
except UserWarning:
    print(traceback.format_exc().count("File"))
warnings.simplefilter("ignore")

for bad in lambda: open("/nonexistent"), lambda: open(path, "q"), lambda: open(path, "rb", encoding="x"), lambda: io.BytesIO().fileno(), lambda: open(path, opener=lambda p, f: 1 / 0):
    try:
        bad()
    except Exception as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(type(e).__name__, names)

with open(path, "rb") as f:
    n = size = 0
    while data := f.read(7):
        n += 1
        size += len(data)
    print(n, size, f.tell(), f.read(3), f.read(0))
    f.seek(5)
    print(f.read(4), f.readline(), f.readline(3), f.peek(2)[:2], f.read(2), f.tell(), next(f), f.tell(), f.read1(3))
    print(sum(map(len, f)), f.readline(), f.read())
    for size in -2, "a", 1.5:
        try:
            f.read(size)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
with open(path, "r+b") as f:
    print(f.read(4), f.write(b"XY"), f.read(3), f.tell(), f.seek(0), f.read(10), f.readline(), f.tell())
f = open(path, "rb")
f.read(2)
f.raw.close()
for call in lambda: f.read(2), lambda: f.readline(), lambda: next(f):
    try:
        print(call())
    except ValueError as e:
        print(e)
with open(path) as f:
    print(f.read(3), f.read(10), ascii(f.readline()), ascii(f.read(5)), f.tell(), next(f).encode(), len(f.readline()), f.read(0) == "", len(f.read()), f.read(2) == "")
try:
    f.read(1)
except ValueError as e:
    print(e)
b = io.BytesIO(b"abc\ndef")
print(b.read(2), b.read(True), b.readline(), b.read(None), b.read(3))
b.close()
try:
    b.read(1)
except ValueError as e:
    print(e)
os.remove(path)
os.rmdir(os.path.dirname(path))
