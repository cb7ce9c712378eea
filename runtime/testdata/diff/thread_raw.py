# record: 3.14
# Module _thread.
import _thread
import threading
import time

lock = _thread.allocate_lock()
lock.acquire()
got = []


def f(*args, **kw):
    got.append((args, kw))
    lock.release()


ident = _thread.start_new_thread(f, (1, 2), {"k": 3})
lock.acquire()
print(got, type(ident).__name__, ident == _thread.get_ident())
for bad in (lambda: _thread.start_new_thread(1, ()), lambda: _thread.start_new_thread(f, [1]), lambda: _thread.start_new_thread(f, (), 3), lambda: _thread.stack_size(-1), lambda: _thread.stack_size(5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0), _thread.stack_size())
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX > 1e9, _thread.LockType is type(lock))


def quits():
    got.append("before")
    try:
        _thread.exit()
    finally:
        lock.release()
    got.append("never")


_thread.start_new_thread(quits, ())
lock.acquire()
print(got[1:])


def foreign():
    t = threading.current_thread()
    got.append((t.name.startswith("Dummy-"), t.daemon, t.is_alive(), type(t).__name__))
    try:
        t.join()
    except RuntimeError as e:
        got.append(type(e).__name__)
    lock.release()


_thread.start_new_thread(foreign, ())
lock.acquire()
print(got[2:])
deadline = time.monotonic() + 5
while _thread._count() and time.monotonic() < deadline:
    time.sleep(0.001)
print(_thread._count())
try:
    _thread.interrupt_main()
    for _ in range(1000):
        time.sleep(0.001)
except KeyboardInterrupt:
    print("interrupted")
try:
    _thread.interrupt_main(1000)
except ValueError as e:
    print(e)
