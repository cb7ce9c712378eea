# Files over descriptors of pipes and sockets.
import os
import socket
import threading

r, w = os.pipe()
with os.fdopen(w, "w") as out, os.fdopen(r) as inp:
    print(out.writable(), inp.readable(), inp.seekable(), out.isatty(), out.fileno() == w)
    out.write("line one\nline two\n")
    out.flush()
    print(repr(inp.readline()), repr(inp.readline()))
    out.write("rest")
    out.close()
    print(repr(inp.read()), repr(inp.read()))
r, w = os.pipe()
with open(r, "rb") as inp:
    threading.Timer(0.01, lambda: (os.write(w, b"late"), os.close(w))).start()
    print(inp.read())
r, w = os.pipe()
with open(r, "rb", buffering=0) as inp, open(w, "wb", buffering=0) as out:
    print(out.write(b"unbuffered"), inp.read(3), inp.read(100))
    try:
        inp.seek(0)
    except OSError as e:
        print(type(e).__name__, e)
r, w = os.pipe()
inp = open(r, closefd=False)
inp.close()
os.write(w, b"x")
print(os.read(r, 1))
os.close(r)
out = open(w, "w")
try:
    out.write("nobody reads this")
    out.close()
except BrokenPipeError as e:
    print("BrokenPipeError", e.errno)
a, b = socket.socketpair()
with open(a.detach(), "r+b", buffering=0) as f:
    f.write(b"as a file")
    print(b.recv(100))
    b.sendall(b"answer")
    print(f.read(100))
b.close()
for fd in (-1, 99999):
    try:
        open(fd)
    except (ValueError, OSError) as e:
        print(type(e).__name__, e)
