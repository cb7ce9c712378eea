"""What is a coroutine."""

import os
import sys

from .tasks import iscoroutine, iscoroutinefunction

__all__ = ("iscoroutinefunction", "iscoroutine")


def _is_debug_mode():
    return sys.flags.dev_mode or not sys.flags.ignore_environment and bool(os.environ.get("PYTHONASYNCIODEBUG"))
