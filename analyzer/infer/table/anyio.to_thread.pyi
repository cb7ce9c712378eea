from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

async def run_sync(func: Callable[..., T], *args, abandon_on_cancel=False, cancellable=None, limiter=None) -> T: ...
