# A signal without a handler ends the program at once; a shell calls that 143.
# 3.14: -- exit --\n-1 -> -- exit --\n143
import os
import signal

signal.raise_signal(signal.SIGCHLD)
print("alive", flush=True)
try:
    os.kill(os.getpid(), signal.SIGTERM)
    for _ in range(100000000):
        pass
finally:
    print("never", flush=True)
