"""One pass of the loop runs what was ready when it began."""
import asyncio


def main():
    loop = asyncio.new_event_loop()
    log = []

    def first():
        log.append("first")
        loop.call_soon(log.append, "added by first")
        loop.call_soon(second)

    def second():
        log.append("second")
        loop.call_soon(loop.stop)

    loop.call_soon(first)
    loop.call_soon(log.append, "beside first")
    loop.call_later(0.01, log.append, "timer, never reached" if False else "late")
    loop.run_forever()
    print(log)
    loop.call_later(0.02, loop.stop)
    loop.run_forever()
    print(log[-1])
    loop.call_soon(log.append, "x").cancel()
    loop.stop()
    loop.run_forever()
    print(log[-1])
    loop.close()
    try:
        loop.call_soon(print)
    except RuntimeError as e:
        print(e)


main()
