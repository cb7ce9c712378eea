# Reading by lines and separators in every arrangement of packets.
import asyncio
import itertools


async def feed(chunks, read, limit=2**16):
    reader = asyncio.StreamReader(limit=limit)

    async def source():
        for c in chunks:
            await asyncio.sleep(0)
            reader.feed_data(c)
        await asyncio.sleep(0)
        reader.feed_eof()

    task = asyncio.create_task(source())
    out = []
    while True:
        try:
            item = await read(reader)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as e:
            out.append(f"{type(e).__name__}: {e}")
            if isinstance(e, asyncio.LimitOverrunError):
                out.append(await reader.readexactly(e.consumed or 1))
                continue
            if isinstance(e, asyncio.IncompleteReadError):
                out.append(e.partial)
                break
            continue
        if not item:
            break
        out.append(item)
    await task
    return out


def splits(data, n):
    for cuts in itertools.combinations(range(1, len(data)), n):
        edges = [0, *cuts, len(data)]
        yield [data[a:b] for a, b in itertools.pairwise(edges)]


async def main():
    text = b"ab\r\n\ncd\r\nef"
    results = {str(await feed(chunks, lambda r: r.readline())) for n in (0, 1, 2) for chunks in splits(text, n)}
    print(results)
    results = {str(await feed(chunks, lambda r: r.readuntil(b"\r\n"))) for n in (0, 1, 2) for chunks in splits(text, n)}
    print(results)
    results = {str(await feed(chunks, lambda r: r.readexactly(4))) for n in (0, 1, 2) for chunks in splits(text, n)}
    print(results)
    results = {str(await feed(chunks, lambda r: r.readuntil((b"\r\n", b"\n", b"d")))) for n in (0, 1, 2) for chunks in splits(text, n)}
    print(results)
    results = {b"".join(await feed(chunks, lambda r: r.read(3))) for n in (0, 1, 2) for chunks in splits(text, n)}
    print(results)
    print(await feed([b"x" * 30 + b"\nshort\n", b"y" * 5], lambda r: r.readline(), limit=10))
    print(await feed([b"x" * 10, b"x" * 15, b"\nshort\n"], lambda r: r.readuntil(b"\n"), limit=10))
    print(await feed([b"abcabcabd"], lambda r: r.readuntil(b"abd")))
    print(await feed([b"", b"a", b"", b"\n"], lambda r: r.readline()))
    print(await feed([], lambda r: r.readline()), await feed([b"no newline"], lambda r: r.readline()))


asyncio.run(main())
