# Signal handlers of an event loop.
import asyncio
import os
import signal
import threading


def attempt(f):
    try:
        print("result", f())
    except BaseException as e:
        print(type(e).__name__, e)


async def main():
    loop = asyncio.get_running_loop()
    got = asyncio.Event()
    log = []

    def on_signal(*args):
        log.append((args, asyncio.get_running_loop() is loop))
        got.set()

    loop.add_signal_handler(signal.SIGUSR1, on_signal, 1, 2)
    os.kill(os.getpid(), signal.SIGUSR1)
    print("not yet", log)
    await got.wait()
    print(log)
    got.clear()
    threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    await asyncio.wait_for(got.wait(), 5)
    print(len(log))
    loop.add_signal_handler(signal.SIGUSR1, got.set)
    got.clear()
    signal.raise_signal(signal.SIGUSR1)
    await got.wait()
    print(len(log), loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    print(repr(signal.getsignal(signal.SIGUSR1)))
    attempt(lambda: loop.add_signal_handler(signal.SIGKILL, print))
    attempt(lambda: loop.add_signal_handler(1000, print))
    attempt(lambda: loop.add_signal_handler("x", print))
    attempt(lambda: loop.add_signal_handler(signal.SIGUSR1, main))
    attempt(lambda: loop.remove_signal_handler(1000))

    def elsewhere():
        try:
            loop.add_signal_handler(signal.SIGUSR1, print)
        except Exception as e:
            return type(e).__name__, str(e)

    print(await asyncio.to_thread(elsewhere))

    def fails():
        raise ValueError("handler")

    errors = []
    loop.set_exception_handler(lambda loop, context: errors.append(repr(context["exception"])))
    loop.add_signal_handler(signal.SIGUSR2, fails)
    signal.raise_signal(signal.SIGUSR2)
    await asyncio.sleep(0.01)
    print(errors)
    loop.remove_signal_handler(signal.SIGUSR2)

    # SIGINT as any other signal.
    loop.add_signal_handler(signal.SIGINT, got.set)
    got.clear()
    signal.raise_signal(signal.SIGINT)
    await got.wait()
    loop.remove_signal_handler(signal.SIGINT)
    print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)


asyncio.run(main())
