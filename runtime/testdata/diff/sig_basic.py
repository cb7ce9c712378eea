# Signals: handlers, dispositions, errors.
import os
import signal


def attempt(f):
    try:
        print("result", f())
    except BaseException as e:
        print(type(e).__name__, e)


print(signal.SIGINT, repr(signal.SIGINT), int(signal.SIGTERM), signal.SIGINT.name, signal.Signals(15))
print(repr(signal.SIG_DFL), repr(signal.SIG_IGN), repr(signal.getsignal(signal.SIGTERM)), repr(signal.getsignal(signal.SIGPIPE)))
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
log = []


def handler(signum, frame):
    log.append((signal.Signals(signum).name, frame.f_code.co_name, frame.f_lineno > 0))


print(repr(signal.signal(signal.SIGUSR1, handler)))
signal.raise_signal(signal.SIGUSR1)
print(log)


def inner():
    os.kill(os.getpid(), signal.SIGUSR1)
    return len(log)


print(inner(), log[-1])
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN) is handler)
signal.raise_signal(signal.SIGUSR1)
print(len(log), repr(signal.signal("10" and signal.SIGUSR1, signal.SIG_DFL)))
attempt(lambda: signal.signal(0, handler))
attempt(lambda: signal.signal(65, handler))
attempt(lambda: signal.signal(signal.SIGKILL, handler))
attempt(lambda: signal.signal(signal.SIGSTOP, handler))
attempt(lambda: signal.signal(signal.SIGUSR1, 7))
attempt(lambda: signal.signal(signal.SIGUSR1, "handler"))
attempt(lambda: signal.signal(signal.SIGUSR1, None))
attempt(lambda: signal.getsignal(0))
attempt(lambda: signal.raise_signal(100))
attempt(lambda: signal.strsignal(0))
attempt(lambda: signal.signal())
attempt(lambda: signal.signal("x", handler))
attempt(lambda: signal.default_int_handler(2, None))
attempt(lambda: signal.raise_signal(signal.SIGINT))
print([signal.strsignal(n) for n in (1, 2, 3, 9, 11, 14, 15, 17)])
print(signal.NSIG, signal.SIGINT in signal.valid_signals(), len(signal.valid_signals()) > 30, 0 in signal.valid_signals())
print(signal.SIGCHLD is signal.SIGCLD if hasattr(signal, "SIGCLD") else True, signal.Signals.SIGABRT.name)
print(signal.SIG_BLOCK, repr(signal.SIG_SETMASK), signal.Handlers.SIG_DFL.name)


def raises(signum, frame):
    raise LookupError("from the handler")


signal.signal(signal.SIGUSR2, raises)
attempt(lambda: signal.raise_signal(signal.SIGUSR2))
try:
    for i in range(10):
        if i == 3:
            os.kill(os.getpid(), signal.SIGUSR2)
except LookupError as e:
    print(i, e)
signal.raise_signal(signal.SIGCHLD)
signal.raise_signal(signal.SIGWINCH)
print("ignored by default")
