from collections.abc import AsyncGenerator, Callable
from typing import Any, TypeVar

T = TypeVar("T")

def iterate_in_threadpool(iterator) -> AsyncGenerator[Any]: ...
async def run_in_threadpool(func: Callable[..., T], *args, **kwargs) -> T: ...
