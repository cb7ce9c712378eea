"""BytesIO, StringIO, TextIOWrapper over memory, streams of one's own."""

import io


def show(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


b = io.BytesIO(b"hello\nworld\nlast")
print(b.read(3), b.tell(), b.readline(), b.readlines(), b.read(), b.seek(0), list(b), b.seek(-4, 2), b.read(), b.getvalue())
print(b.seek(2), b.write(b"XY"), b.getvalue(), b.seek(20), b.write(b"end"), b.getvalue(), b.truncate(4), b.getvalue(), b.tell(), b.seek(0), b.readline(2), b.read1(), b.readable(), b.writable(), b.seekable(), b.isatty())
buf = bytearray(3)
b.seek(0)
print(b.readinto(buf), buf, b.writelines([b"1", bytearray(b"2")]), b.getvalue(), bytes(b.getbuffer()))
print([show(f) for f in (lambda: b.seek(-1), lambda: b.seek(0, 9), lambda: b.write("x"), lambda: b.read("a"), lambda: io.BytesIO("s"), lambda: b.truncate(-1), lambda: b.fileno(), lambda: b.seek(1.5))])
b.close()
print(b.closed, [show(f) for f in (b.read, b.getvalue, lambda: b.write(b""), lambda: b.seek(0), b.__enter__, b.flush, lambda: list(b))])
s = io.StringIO("hello\nwörld\nlast")
print(s.read(3), s.tell(), repr(s.readline()), s.readlines(), repr(s.read()), s.seek(0), list(s), s.seek(0, 2), s.write("!"), repr(s.getvalue()))
print(s.seek(2), s.write("XY"), repr(s.getvalue()), s.seek(20), s.write("end"), repr(s.getvalue()), s.truncate(4), s.getvalue(), s.tell(), s.encoding, s.errors, s.line_buffering, s.newlines)
print([show(f) for f in (lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 9), lambda: s.write(b"x"), lambda: s.read("a"), lambda: io.StringIO(5), lambda: io.StringIO("", newline="x"), lambda: s.truncate(-1), lambda: s.fileno(), lambda: io.StringIO(newline=5))])
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("a\nb\r\nc\rd", newline=newline)
    print(repr(newline), list(s), repr(s.getvalue()), s.newlines, s.write("x\ny"), repr(s.getvalue()))
s.close()
print(s.closed, [show(f) for f in (s.read, s.getvalue, lambda: s.write(""), lambda: s.seek(0), lambda: list(s))])
raw = io.BytesIO("é\r\nü\nx".encode("utf-16"))
t = io.TextIOWrapper(raw, "utf-16")
print(t, t.read(1), t.readline(), t.readline(), t.read(), t.buffer is raw, t.seek(0), t.read())
out = io.BytesIO()
t = io.TextIOWrapper(out, "latin-1", "replace", newline="\r\n", write_through=True)
print(t.write("a\nü€"), out.getvalue(), t.write_through)
t.detach()
print(out.getvalue(), show(lambda: t.write("x")), show(lambda: repr(t)))
t = io.TextIOWrapper(io.BytesIO())
t.write("pending")
print(t.buffer.getvalue(), t.flush(), t.buffer.getvalue(), show(lambda: t.fileno()))


class Raw(io.RawIOBase):
    def __init__(self, data):
        self.data, self.pos, self.log = data, 0, []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return False

    def readinto(self, b):
        n = min(len(b), 4, len(self.data) - self.pos)
        b[:n] = self.data[self.pos : self.pos + n]
        self.pos += n
        return n

    def write(self, b):
        self.log.append(bytes(b[:5]))
        return min(len(b), 5)


r = Raw(b"line one\nline two\nthree")
print(r.read(2), r.read(10), r.readline(), r.readall(), r.read(), r.closed)
br = io.BufferedReader(Raw(b"line one\nline two\nthree"))
print(br.readline(), br.peek()[:4], br.read(4), br.read1(2), br.read(), br.read(), br.raw.readable(), show(lambda: br.seek(0)), show(lambda: br.write(b"x")))
tw = io.TextIOWrapper(io.BufferedReader(Raw("äö\nüx\n".encode())), "utf-8")
print(list(tw), show(tw.tell), tw.seekable())
w = Raw(b"")
bw = io.BufferedWriter(w, 8)
print(bw.write(b"abc"), w.log, bw.write(b"defghijklm"), w.log, bw.flush(), w.log, show(lambda: bw.read()), bw.writable(), bw.readable())
pair = io.BufferedRWPair(Raw(b"data"), w)
print(pair.read(2), pair.write(b"zz"), pair.flush(), w.log[-1], pair.readable(), pair.writable(), pair.closed)
print([show(f) for f in (lambda: io.BufferedReader(w, 0), lambda: io.BufferedRandom(w), lambda: io.RawIOBase().read(1), lambda: io.IOBase().seek(0), lambda: io.BufferedIOBase().read(), lambda: io.TextIOBase().read(), lambda: io.IOBase().fileno(), lambda: io.RawIOBase().write(b""))])


class Lines(io.IOBase):
    n = 0

    def readline(self, size=-1):
        self.n += 1
        return b"x\n" if self.n < 4 else b""


print(list(Lines()), Lines().readlines(3), Lines().closed)
with Lines() as l:
    pass
print(l.closed, show(lambda: l.__enter__()), show(lambda: next(iter(l))))
d = io.IncrementalNewlineDecoder(None, translate=True)
print(repr(d.decode("a\r")), repr(d.decode("\nb\r")), repr(d.decode("c\n", True)), d.newlines)


class Closer(io.BytesIO):
    def close(self):
        print("closed", self.getvalue())
        super().close()


with io.TextIOWrapper(Closer(), "utf-8") as t:
    t.write("bye")
print(issubclass(io.StringIO, io.TextIOBase), isinstance(io.BytesIO(), io.BufferedIOBase), io.SEEK_END, issubclass(io.UnsupportedOperation, (OSError)), io.open is open, io.StringIO.__module__)
print(*io.StringIO("a b\nc"), sep="|")
print("x", file=(s := io.StringIO()), end="")
print(s.getvalue(), [line.strip() for line in io.StringIO("1\n2\n")])
