# Descriptors: pipes, blocking, inheritance.
import os
import threading


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


r, w = os.pipe()
print(os.get_inheritable(r), os.get_blocking(r), os.isatty(r))
print(os.write(w, b"hello"), os.read(r, 3), os.read(r, 10))
os.set_blocking(r, False)
print(os.get_blocking(r))
attempt(os.read, r, 1)
os.set_blocking(r, True)
threading.Timer(0.01, os.write, (w, b"later")).start()
print(os.read(r, 100))
d = os.dup(w)
print(d != w, os.get_inheritable(d))
os.write(d, b"dup")
print(os.read(r, 10))
os.close(d)
os.set_inheritable(w, True)
print(os.get_inheritable(w))
e = os.dup(r)
print(os.dup2(w, e) == e, os.get_inheritable(e), os.dup2(w, e, inheritable=False) == e, os.get_inheritable(e))
os.write(e, b"dup2")
print(os.read(r, 10))
os.close(e)
os.close(w)
print(os.read(r, 10))
os.close(r)
for f in (lambda: os.read(r, 1), lambda: os.close(r), lambda: os.write(99999, b""), lambda: os.get_blocking(99999), lambda: os.dup(99999)):
    attempt(f)
r, w = os.pipe()
attempt(os.read, r, -1)
attempt(os.write, w, "text")
attempt(os.read, "x", 1)
big = bytes(200000)
got = []


def drain():
    while data := os.read(r, 65536):
        got.append(len(data))


t = threading.Thread(target=drain)
t.start()
sent = 0
while sent < len(big):
    sent += os.write(w, big[sent:])
os.close(w)
t.join()
print(sum(got))
os.close(r)
r, w = os.pipe()
os.close(r)
attempt(os.write, w, b"x")
os.close(w)
r, w = os.pipe2(os.O_NONBLOCK) if hasattr(os, "O_NONBLOCK") else os.pipe()
os.close(r)
os.close(w)
