"""Readings of a sensor: a module that others use, and that runs nothing by itself."""

import asyncio


async def readings():
    try:
        for value in range(10):
            yield value
    finally:
        await asyncio.sleep(0)


async def first_above(limit):
    async for value in readings():
        if value > limit:
            return value
