"""Debug mode: slow callbacks, and what the logger of asyncio is given."""
import asyncio
import re
import sys
import time


def show(text):
    text = re.sub(r"took \d+\.\d+", "took N", text)
    text = re.sub(r"created at [^>]*>", "created>", text)
    print(re.sub(r" (running|done, defined) at [^>]*>", r" \1>", text))


class Capture:
    def __init__(self):
        self.lines = []

    def write(self, s):
        self.lines.append(s)

    def flush(self):
        pass


async def slow():
    time.sleep(0.15)


async def fail():
    raise ValueError("nobody asks")


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    await asyncio.create_task(slow(), name="slow")
    loop.slow_callback_duration = 0.02
    loop.call_soon(time.sleep, 0.03)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.slow_callback_duration = 10
    time.sleep(0.05)
    await asyncio.sleep(0)


err, sys.stderr = sys.stderr, Capture()
asyncio.run(main(), debug=True)
captured, sys.stderr = "".join(sys.stderr.lines), err
for line in captured.splitlines():
    if line.startswith("Executing"):
        show(line.split(" coro=")[0] + " ... took 1.0 seconds" if "Task" in line else line.split(")")[0] + ")")

import logging

records = []


class Handler(logging.Handler):
    def emit(self, record):
        records.append((record.name, record.levelname, record.getMessage().split("\n")[0], record.exc_info and record.exc_info[0].__name__))


logging.getLogger("asyncio").addHandler(Handler())
logging.getLogger("asyncio").propagate = False


async def second():
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)


asyncio.run(second())
for name, level, message, exc in records:
    print(name, level, message.split(" <")[0].split("(")[0], exc)
