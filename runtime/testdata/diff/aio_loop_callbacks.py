# The loop by hand: order of callbacks, timers, cancel, exceptions, thread-safe.
import asyncio
import threading


def run(setup):
    loop = asyncio.new_event_loop()
    log = []
    try:
        setup(loop, log)
        loop.run_forever()
    finally:
        loop.close()
    return log


def ordering(loop, log):
    loop.call_soon(log.append, 1)
    loop.call_later(0.002, log.append, "later")
    loop.call_later(0, log.append, "zero")
    loop.call_soon(lambda: loop.call_soon(log.append, "nested"))
    h = loop.call_soon(log.append, "never")
    h.cancel()
    t = loop.call_at(loop.time() + 0.001, log.append, "at")
    log.append((h.cancelled(), t.cancelled(), t.when() > 0))
    loop.call_later(0.01, loop.stop)


def errors(loop, log):
    def handler(loop, context):
        log.append((context["message"].split("(")[0], repr(context["exception"]), sorted(context)))
    loop.set_exception_handler(handler)
    loop.call_soon(lambda: 1 // 0 if False else [].pop())
    loop.call_soon(log.append, "goes on")
    loop.call_soon(loop.stop)
    log.append(loop.get_exception_handler() is handler)


def threads(loop, log):
    def other():
        loop.call_soon_threadsafe(log.append, threading.current_thread() is threading.main_thread())
        loop.call_soon_threadsafe(loop.stop)
    threading.Thread(target=other).start()


def stops(loop, log):
    loop.call_soon(loop.stop)
    loop.call_soon(log.append, "same round")
    loop.call_soon(lambda: loop.call_soon(log.append, "next round"))


for f in (ordering, errors, threads, stops):
    print(f.__name__, run(f))
loop = asyncio.new_event_loop()
fut = loop.create_future()
loop.call_soon(fut.set_result, 3)
print(loop.run_until_complete(fut), loop.is_running())
for bad in (lambda: loop.run_until_complete(3), lambda: loop.call_later(None, print), lambda: loop.set_exception_handler(3), lambda: loop.call_at(None, print)):
    try:
        bad()
        print("ok")
    except TypeError as e:
        print("TypeError", str(e)[:60])
early = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(early)
except RuntimeError as e:
    print(e)
loop.close()
for bad in (lambda: loop.call_soon(print), lambda: loop.run_forever(), lambda: loop.create_task(None)):
    try:
        bad()
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
print(loop.is_closed(), repr(loop)[-40:].split(" running")[1])
