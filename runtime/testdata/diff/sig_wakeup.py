# The wakeup descriptor.
import os
import signal
import socket

a, b = socket.socketpair()
a.setblocking(False)
b.setblocking(False)
print(signal.set_wakeup_fd(b.fileno()))
print(signal.set_wakeup_fd(b.fileno()) == b.fileno())
signal.signal(signal.SIGUSR1, lambda s, f: None)
signal.raise_signal(signal.SIGUSR1)
signal.signal(signal.SIGUSR2, lambda s, f: None)
signal.raise_signal(signal.SIGUSR2)
print(list(a.recv(10)))
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.raise_signal(signal.SIGUSR1)
try:
    a.recv(1)
except BlockingIOError:
    print("nothing for an ignored signal")
print(signal.set_wakeup_fd(-1) == b.fileno(), signal.set_wakeup_fd(-1))
b.setblocking(True)
for fd in (b.fileno(), 99999):
    try:
        signal.set_wakeup_fd(fd)
    except (ValueError, OSError) as e:
        print(type(e).__name__, str(e).replace(f"fd {b.fileno()} ", "fd FD "))
print(signal.siginterrupt(signal.SIGUSR1, False))
a.close()
b.close()
