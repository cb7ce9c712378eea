"""Signals."""

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

# Second names of signals, which become aliases of the first.
_aliases = ("SIGCLD", "SIGIOT", "SIGPOLL")


def _convert(name, wanted):
    found = [(key, value) for key, value in vars(_signal).items() if wanted(key)]
    found.sort(key=lambda item: (item[1], item[0] in _aliases))
    enum = _IntEnum(name, found, module=__name__)
    globals().update(enum.__members__)
    return enum


Signals = _convert("Signals", lambda name: name.isupper() and name.startswith("SIG") and not name.startswith("SIG_"))
Handlers = _convert("Handlers", lambda name: name in ("SIG_DFL", "SIG_IGN"))
if hasattr(_signal, "SIG_BLOCK"):
    Sigmasks = _convert("Sigmasks", lambda name: name in ("SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"))


def _to_enum(value, enum):
    """The member for a number, or the value itself if there is none."""
    if not isinstance(value, int):
        return value
    try:
        return enum(value)
    except ValueError:
        return value


def _to_int(value):
    try:
        return int(value)
    except (ValueError, TypeError):
        return value


def signal(signalnum, handler):
    return _to_enum(_signal.signal(_to_int(signalnum), _to_int(handler)), Handlers)


def getsignal(signalnum):
    return _to_enum(_signal.getsignal(signalnum), Handlers)


def _signals(numbers):
    return {_to_enum(n, Signals) for n in numbers}


def pthread_sigmask(how, mask):
    return _signals(_signal.pthread_sigmask(how, mask))


def sigpending():
    return _signals(_signal.sigpending())


def sigwait(sigset):
    return _to_enum(_signal.sigwait(sigset), Signals)


def valid_signals():
    return _signals(_signal.valid_signals())


class struct_siginfo(tuple):
    __slots__ = ()
    _fields = ("si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band")
    si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band = (
        property(lambda self, i=i: self[i]) for i in range(7))

    def __repr__(self):
        return f"signal.struct_siginfo({', '.join(f'{n}={v!r}' for n, v in zip(self._fields, self))})"


def sigtimedwait(sigset, timeout):
    number = _signal._sigtimedwait(sigset, timeout)
    if not number:
        return None
    import os

    return struct_siginfo((number, -6, 0, os.getpid(), os.getuid(), 0, 0))


def sigwaitinfo(sigset):
    return sigtimedwait(sigset, None)
