# Blocked signals.
import os
import signal
import threading

log = []
signal.signal(signal.SIGUSR1, lambda s, f: log.append(s))
print(signal.pthread_sigmask(signal.SIG_BLOCK, []))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2]))
signal.raise_signal(signal.SIGUSR1)
print(log, signal.sigpending())
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})))
print(log, signal.sigpending(), signal.pthread_sigmask(signal.SIG_BLOCK, ()))
signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGUSR1})
os.kill(os.getpid(), signal.SIGUSR1)
print(repr(signal.sigwait({signal.SIGUSR1})), signal.sigpending(), log)
signal.raise_signal(signal.SIGUSR1)
info = signal.sigtimedwait([signal.SIGUSR1], 1)
print(info.si_signo, type(info).__name__)
print(signal.sigtimedwait([signal.SIGUSR1], 0.01))
signal.raise_signal(signal.SIGUSR1)
print(signal.sigwaitinfo([signal.SIGUSR1]).si_signo)
for f in (
    lambda: signal.pthread_sigmask(99, []),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [0]),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [1000]),
    lambda: signal.pthread_sigmask(signal.SIG_BLOCK, 3),
    lambda: signal.sigtimedwait([signal.SIGUSR1], -1),
    lambda: signal.sigwait([1000]),
    lambda: signal.pthread_kill(threading.get_ident(), 1000),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
signal.pthread_sigmask(signal.SIG_SETMASK, [])
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print(log)
signal.pthread_kill(threading.get_ident(), 0)
