# record: 3.14
# Alarms and interval timers.
import signal
import time

hits = []
signal.signal(signal.SIGALRM, lambda s, f: hits.append(s))
print(signal.alarm(100), signal.alarm(0), signal.alarm(0))
print(signal.setitimer(signal.ITIMER_REAL, 0.02), signal.getitimer(signal.ITIMER_REAL)[0] > 0)
start = time.monotonic()
time.sleep(0.06)
print(time.monotonic() - start >= 0.055, hits)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
while len(hits) < 4:
    signal.pause()
left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
print(0 < left <= 0.011, round(interval, 3), len(hits))
print(signal.getitimer(signal.ITIMER_REAL))
for args in ((signal.ITIMER_REAL, -1), (99, 1), (signal.ITIMER_REAL, "x")):
    try:
        signal.setitimer(*args)
    except (OSError, TypeError) as e:
        print(type(e).__name__, e)
print(signal.ItimerError is OSError)


class Timeout(Exception):
    pass


def expire(s, f):
    raise Timeout


signal.signal(signal.SIGALRM, expire)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    while True:
        pass
except Timeout:
    print("a busy loop was interrupted")
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    time.sleep(10)
except Timeout:
    print("a sleep was interrupted")
