"""Runs what the module library defines."""

import asyncio

from library import first_above

print(asyncio.run(first_above(3)))
