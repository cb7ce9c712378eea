# Handlers that raise, nest and interrupt.
import os
import select
import signal
import socket
import threading
import time

log = []


def send(sig=signal.SIGUSR1):
    os.kill(os.getpid(), sig)


def outer(s, f):
    log.append("outer begins")
    signal.raise_signal(signal.SIGUSR2)
    log.append("outer ends")


signal.signal(signal.SIGUSR1, outer)
signal.signal(signal.SIGUSR2, lambda s, f: log.append("inner"))
send()
print(log)


class Stop(Exception):
    pass


def stop(s, f):
    raise Stop


signal.signal(signal.SIGUSR1, stop)
try:
    try:
        send()
    finally:
        print("finally")
except Stop as e:
    print("stopped", e.__context__)
try:
    try:
        raise ValueError("first")
    except ValueError:
        send()
except Stop as e:
    print("context", repr(e.__context__))


def gen():
    try:
        yield 1
        send()
        yield 2
    except Stop:
        yield "caught inside"


print(list(gen()))
try:
    [send() for _ in range(3)]
except Stop:
    print("comprehension")
try:
    sorted([3, 1, 2], key=lambda x: send() or x)
except Stop:
    print("sort key")


class CM:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("exit", exc[0].__name__ if exc[0] else None)
        return True


with CM():
    send()

# Waits go on after a handler that returns (PEP 475).
count = []
signal.signal(signal.SIGALRM, lambda s, f: count.append(s))


def timed(f):
    count.clear()
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    start = time.monotonic()
    result = f()
    took = time.monotonic() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(result, took >= 0.045, len(count) >= 2)


a, b = socket.socketpair()
timed(lambda: time.sleep(0.05))
timed(lambda: select.select([a], [], [], 0.05))


def recv():
    threading.Timer(0.05, b.send, (b"x",)).start()
    return a.recv(1)


timed(recv)
a.settimeout(0.05)


def timeout():
    try:
        a.recv(1)
    except TimeoutError as e:
        return e


timed(timeout)
lock = threading.Lock()
lock.acquire()
timed(lambda: lock.acquire(timeout=0.05))
timed(lambda: threading.Event().wait(0.05))
r, w = os.pipe()


def read():
    threading.Timer(0.05, os.write, (w, b"y")).start()
    return os.read(r, 1)


timed(read)
a.close()
b.close()
