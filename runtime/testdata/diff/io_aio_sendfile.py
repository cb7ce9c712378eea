# Sending files, and child processes line by line.
import asyncio
import io
import os
import socket
import tempfile


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, str(e).split(" for ")[0])


async def main():
    loop = asyncio.get_running_loop()
    data = bytes(range(256)) * 400
    with tempfile.TemporaryFile() as f:
        f.write(data)
        f.flush()
        a, b = socket.socketpair()
        a.setblocking(False)
        b.setblocking(False)

        async def collect(n):
            got = bytearray()
            while len(got) < n:
                got += await loop.sock_recv(b, 65536)
            return bytes(got)

        task = asyncio.create_task(collect(len(data)))
        print(await loop.sock_sendfile(a, f), (await task) == data, f.tell())
        task = asyncio.create_task(collect(1000))
        print(await loop.sock_sendfile(a, f, 100, 1000), (await task) == data[100:1100], f.tell())
        print(await loop.sock_sendfile(a, f, len(data)))
        for args in ((-1,), ("x",), (0, -1), (0, 0), (0, "x")):
            await attempt(loop.sock_sendfile(a, f, *args))
        t, p = await loop.create_connection(asyncio.Protocol, sock=a)
        task = asyncio.create_task(collect(500))
        print(await loop.sendfile(t, f, 10, 500), (await task) == data[10:510])
        task = asyncio.create_task(collect(5))
        print(await loop.sendfile(t, io.BytesIO(b"bytes")), await task)
        t.close()
        await attempt(loop.sendfile(t, f))
        b.close()
    p = await asyncio.create_subprocess_exec("sh", "-c", "while read x; do echo got $x; done; echo bye", stdin=-1, stdout=-1)
    for word in (b"one", b"two"):
        p.stdin.write(word + b"\n")
        await p.stdin.drain()
        print(await p.stdout.readline())
    p.stdin.write_eof()
    print([line async for line in p.stdout], await p.wait())


asyncio.run(main())
