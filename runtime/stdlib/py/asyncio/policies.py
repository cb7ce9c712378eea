"""Event loop policies, deprecated since 3.14: who makes the loops and says which one is current."""

import warnings

from . import events


def _deprecated(name):
    warnings.warn(f"'asyncio.{name}' is deprecated and slated for removal in Python 3.16", DeprecationWarning, stacklevel=3)


class _AbstractEventLoopPolicy:
    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError


class _DefaultEventLoopPolicy(_AbstractEventLoopPolicy):
    _loop_factory = events.EventLoop

    def get_event_loop(self):
        return events._current_event_loop()

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, (events.AbstractEventLoop, events._NativeLoop)):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        events._current.loop = loop

    def new_event_loop(self):
        return self._loop_factory()


_policy = None


def _get_event_loop_policy():
    global _policy
    if _policy is None:
        _policy = _DefaultEventLoopPolicy()
    return _policy


def _set_event_loop_policy(policy):
    global _policy
    if policy is not None and not isinstance(policy, _AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy = events._policy = policy


def get_event_loop_policy():
    _deprecated("get_event_loop_policy")
    return _get_event_loop_policy()


def set_event_loop_policy(policy):
    _deprecated("set_event_loop_policy")
    _set_event_loop_policy(policy)


def __getattr__(name):
    if name in ("AbstractEventLoopPolicy", "DefaultEventLoopPolicy"):
        _deprecated(name)
        return globals()["_" + name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
