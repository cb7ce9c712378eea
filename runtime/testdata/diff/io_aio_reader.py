# StreamReader by itself.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    r = asyncio.StreamReader()
    print(repr(r), r.at_eof(), r.exception())
    r.feed_data(b"abc\ndef\ngh")
    print(repr(r))
    print(await r.readline(), await r.read(2), await r.readline())
    r.feed_eof()
    print(repr(r), await r.readline(), r.at_eof())
    try:
        r.feed_data(b"late")
    except AssertionError as e:
        print("AssertionError", e)
    for bad in (0, -1):
        try:
            asyncio.StreamReader(limit=bad)
        except ValueError as e:
            print(e)

    r = asyncio.StreamReader(limit=10)
    print(repr(r))
    waiting = asyncio.ensure_future(r.read(4))
    await asyncio.sleep(0)
    print("waiter=" in repr(r))
    r.feed_data(b"")
    await asyncio.sleep(0)
    print(waiting.done())
    r.feed_data(b"12345")
    print(await waiting)
    waiting = asyncio.ensure_future(r.readexactly(4))
    await asyncio.sleep(0)
    r.set_exception(ValueError("broken"))
    for aw in (waiting, r.read(), r.readline(), r.readexactly(1), r.readuntil()):
        try:
            print(await aw)
        except ValueError as e:
            print("ValueError", e)
    print(repr(r), r.exception())

    class Transport:
        log = []

        def pause_reading(self):
            self.log.append("pause")

        def resume_reading(self):
            self.log.append("resume")

        def __repr__(self):
            return "T"

    r = asyncio.StreamReader(limit=4)
    t = Transport()
    r.set_transport(t)
    try:
        r.set_transport(t)
    except AssertionError as e:
        print(e)
    r.feed_data(b"12345678")
    print(t.log, repr(r))
    r.feed_data(b"9")
    print(t.log, repr(r))
    print(await r.read(3), t.log)
    print(await r.read(3), t.log)
    r.feed_data(b"abcdefghij")
    print(t.log)
    print(await r.readexactly(13), t.log)
    r.feed_eof()
    print(await r.read(-1), await r.read())
    # Read everything in blocks of the limit.
    r = asyncio.StreamReader(limit=3)
    r.feed_data(b"0123456789")
    r.feed_eof()
    print(await r.read())
    # A separator that arrives in pieces.
    r = asyncio.StreamReader()
    task = asyncio.ensure_future(r.readuntil(b"END"))
    for piece in (b"abcE", b"N", b"xEN", b"Drest"):
        await asyncio.sleep(0)
        r.feed_data(piece)
    print(await task, r._buffer)
    # Cancelling a reader that waits.
    task = asyncio.ensure_future(r.readexactly(100))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", r._waiter)
    print(await r.read(2))


asyncio.run(main())
