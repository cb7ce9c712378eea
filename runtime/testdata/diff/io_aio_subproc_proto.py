# Child processes by protocol, and transports of their pipes.
import asyncio
import signal


class P(asyncio.SubprocessProtocol):
    def __init__(self):
        self.out = {1: b"", 2: b""}
        self.events = []
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.events.append("made")

    def pipe_data_received(self, fd, data):
        self.out[fd] += data

    def pipe_connection_lost(self, fd, exc):
        self.events.append(("pipe lost", fd, type(exc).__name__))

    def process_exited(self):
        self.events.append("exited")

    def connection_lost(self, exc):
        self.events.append(("lost", exc))
        self.done.set_result(None)


async def run(*args, shell=False, use=None, **kw):
    loop = asyncio.get_running_loop()
    make = loop.subprocess_shell if shell else loop.subprocess_exec
    t, p = await make(P, *args, **kw)
    if use:
        await use(t, p)
    await asyncio.wait_for(p.done, 10)
    first, last = p.events[0], p.events[-1]
    print(t.get_returncode(), p.out, first, sorted(map(str, p.events[1:-1])), last)
    t.close()
    return t, p


async def main():
    await run("echo", "hi", stdin=None, stderr=None)
    await run("echo out; echo err >&2; exit 4", shell=True, stdin=None)

    async def talk(t, p):
        pipe = t.get_pipe_transport(0)
        print(type(pipe).__name__, pipe.can_write_eof(), pipe.is_closing(), t.get_pipe_transport(1) is not None, t.get_pipe_transport(7))
        pipe.write(b"to the child")
        pipe.close()

    await run("cat", use=talk)

    async def kill(t, p):
        t.kill()

    async def terminate(t, p):
        t.terminate()

    async def send(t, p):
        t.send_signal(signal.SIGINT)

    for use in (kill, terminate, send):
        await run("sleep", "60", use=use, stdin=None, stdout=None, stderr=None)

    async def close(t, p):
        t.close()
        print(t.is_closing())

    await run("sleep", "60", use=close, stdin=None, stdout=None, stderr=None)
    t, p = await run("true", stdin=None, stdout=None, stderr=None)
    print("closed" in repr(t), "returncode=0" in repr(t), t.get_protocol(), t.get_pid() > 0)
    for f in (t.terminate, t.kill, lambda: t.send_signal(1)):
        try:
            f()
        except ProcessLookupError as e:
            print("ProcessLookupError", e)
    loop = asyncio.get_running_loop()
    for aw in (
        loop.subprocess_exec(P, "/nonexistent"),
        loop.subprocess_shell(P, ["list"]),
        loop.subprocess_exec(P, "true", bufsize=5),
        loop.subprocess_shell(P, "true", universal_newlines=True),
        loop.subprocess_exec(P, "true", errors="strict"),
    ):
        try:
            await aw
        except Exception as e:
            print(type(e).__name__, e)


asyncio.run(main())
