"""The link between functions of this package and what Go does for them."""

import _asyncio


def _accelerated(name):
    """Let the function be done in Go where its accelerator knows the arguments."""
    return lambda function: _asyncio._accelerate(name, function)
