# Handlers run in the main thread, whoever sends the signal.
import os
import signal
import threading
import time

where = []
signal.signal(signal.SIGUSR1, lambda s, f: where.append(threading.current_thread().name))
t = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGUSR1))
t.start()
t.join()
while not where:
    time.sleep(0.001)
print(where)

errors = []


def not_here():
    for f in (lambda: signal.signal(signal.SIGUSR1, signal.SIG_DFL), lambda: signal.set_wakeup_fd(-1)):
        try:
            f()
        except ValueError as e:
            errors.append(str(e))
    errors.append(repr(signal.getsignal(signal.SIGTERM)))


t = threading.Thread(target=not_here)
t.start()
t.join()
print(*errors, sep="\n")

# A signal interrupts what the main thread waits for only to run its handler.
lock = threading.Lock()
lock.acquire()
threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1)).start()
threading.Timer(0.04, lock.release).start()
print(lock.acquire(), len(where))


def interrupt(s, f):
    raise InterruptedError("enough")


signal.signal(signal.SIGUSR1, interrupt)
for wait in (lock.acquire, threading.Event().wait, lambda: time.sleep(10)):
    timer = threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    try:
        wait()
    except InterruptedError as e:
        print(e)
    timer.join()
t = threading.Thread(target=lock.acquire, daemon=True)
t.start()
timer = threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1))
timer.start()
try:
    t.join()
except InterruptedError as e:
    print("join:", e)
print(t.is_alive())
