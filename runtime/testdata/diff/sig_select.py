# Signals and the waits of sockets and children.
import os
import select
import selectors
import signal
import socket
import subprocess
import threading
import time

log = []
signal.signal(signal.SIGUSR1, lambda s, f: log.append("USR1"))


def later(f, *args):
    t = threading.Timer(0.01, f, args)
    t.start()
    return t


def poke():
    return later(os.kill, os.getpid(), signal.SIGUSR1)


a, b = socket.socketpair()
server = socket.create_server(("127.0.0.1", 0))
server.settimeout(0.04)
poll = select.poll()
poll.register(a, select.POLLIN)
sel = selectors.DefaultSelector()
sel.register(a, selectors.EVENT_READ)
for wait in (
    lambda: select.select([a], [], [], 0.04)[0],
    lambda: poll.poll(40),
    lambda: sel.select(0.04),
):
    t = poke()
    print(wait(), log)
    t.join()
    log.clear()
t = poke()
try:
    server.accept()
except TimeoutError as e:
    print(e, log)
t.join()
log.clear()
t = poke()
p = subprocess.Popen(["sleep", "0.05"])
print(p.wait(), log)
t.join()


class Alarm(Exception):
    pass


def alarm(s, f):
    raise Alarm


signal.signal(signal.SIGALRM, alarm)
for wait in (
    lambda: select.select([a], [], []),
    lambda: a.recv(1),
    lambda: sel.select(),
    lambda: subprocess.run(["sleep", "10"]),
    lambda: threading.Event().wait(),
):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    start = time.monotonic()
    try:
        wait()
    except Alarm:
        print("alarm", time.monotonic() - start < 5)
for s in (a, b, server):
    s.close()
sel.close()
