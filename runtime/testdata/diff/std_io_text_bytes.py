# StringIO and BytesIO: positions, newlines, readers and writers, errors.
import io

s = io.StringIO("one\r\ntwo\nthree", newline=None)
print(s.readlines(), s.tell(), s.seek(0), s.read(3), s.readline(), s.read())
t = io.StringIO(newline="\r\n")
print(t.write("a\nb"), repr(t.getvalue()), t.truncate(1), repr(t.getvalue()), t.tell())
t.write("c")
print(repr(t.getvalue()), t.readable(), t.isatty(), t.closed)
b = io.BytesIO(b"abcdef")
print(b.read1(2), b.peek(1) if hasattr(b, "peek") else "", b.readinto(buf := bytearray(3)), buf, b.seek(-1, io.SEEK_END), b.read(), b.read(), b.getbuffer().nbytes)
b.seek(10)
b.write(b"!")
print(b.getvalue(), b.truncate(2), b.getvalue(), list(io.BytesIO(b"x\ny\n")))
w = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
w.write("é\n")
print(w.buffer.getvalue(), w.encoding, w.errors, w.line_buffering)
w.reconfigure(line_buffering=True)
r = io.TextIOWrapper(io.BytesIO("a\xe9\r\nb".encode("latin-1")), encoding="latin-1")
print(r.readline(), next(r), list(r), r.newlines)
br = io.BufferedReader(io.BytesIO(b"0123456789"), 4)
print(br.peek(2)[:2], br.read(3), br.read1(10), br.tell(), br.raw.tell())
rw = io.BufferedRandom(io.BytesIO(b"xxxx"))
rw.write(b"ab")
rw.seek(1)
print(rw.read(), rw.raw.getvalue())
with io.StringIO("ctx") as c:
    pass
for bad in (lambda: c.read(), lambda: io.StringIO(b"x"), lambda: io.BytesIO("x"), lambda: b.write("x"), lambda: t.write(b"x"), lambda: b.seek(-1), lambda: s.seek(1, 1), lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8").read(), lambda: io.BytesIO().readline("x"), lambda: io.UnsupportedOperation.__mro__[1:3]):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(io.open is open, io.DEFAULT_BUFFER_SIZE > 0, issubclass(io.BytesIO, io.IOBase), io.StringIO("a\nb").readlines(1), io.IncrementalNewlineDecoder(None, True).decode("a\r\nb\r"))
