# sys.set_int_max_str_digits and the clocks of time.
import sys
import time


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


print(sys.get_int_max_str_digits())
for n in (1, 639, -1, 2**70, "x", 640):
    print(attempt(sys.set_int_max_str_digits, n))
print(sys.get_int_max_str_digits())
for n in (10**639, -(10**639), 10**640, -(10**640)):
    r = attempt(str, n)
    print(r if isinstance(r, tuple) else len(r))
for s in ("1" * 640, "-" + "1" * 640, "1" * 641):
    r = attempt(int, s)
    print(r if isinstance(r, tuple) else r % 1000007)
sys.set_int_max_str_digits(0)
print(len(str(10**6000)), int("7" * 6000) % 1000007)

for name in ("monotonic", "time", "perf_counter", "process_time", "thread_time"):
    print(name, time.get_clock_info(name))
print(attempt(time.get_clock_info, "x"))
print(attempt(time.get_clock_info, 3))
for name in ("REALTIME", "MONOTONIC", "PROCESS_CPUTIME_ID", "THREAD_CPUTIME_ID"):
    clock = getattr(time, "CLOCK_" + name)
    a, b = time.clock_gettime_ns(clock), time.clock_gettime_ns(clock)
    print(name, a <= b, type(time.clock_gettime(clock)).__name__, time.clock_getres(clock) <= 1e-6)
print(abs(time.clock_gettime(time.CLOCK_MONOTONIC) - time.monotonic()) < 5)
print(attempt(time.clock_gettime, 99))
print(time.thread_time_ns() > 0)
