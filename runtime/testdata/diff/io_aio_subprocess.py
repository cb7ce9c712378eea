# Child processes with streams.
import asyncio
import os
import signal

PIPE, STDOUT, DEVNULL = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT, asyncio.subprocess.DEVNULL
print(PIPE, STDOUT, DEVNULL)


async def attempt(aw):
    try:
        print("result", await aw)
    except Exception as e:
        print(type(e).__name__, e)


async def main():
    p = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    print(type(p).__name__, p.returncode, p.pid > 0, p.stderr, repr(p) == f"<Process {p.pid}>")
    p.stdin.write(b"one\ntwo\n")
    await p.stdin.drain()
    print(await p.stdout.readline(), await p.stdout.readline())
    p.stdin.close()
    await p.stdin.wait_closed()
    print(await p.stdout.read(), await p.wait(), p.returncode, await p.wait())

    p = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 7", stdout=PIPE, stderr=PIPE)
    print(await p.communicate(), p.returncode)
    p = await asyncio.create_subprocess_shell("echo out; echo err >&2", stdout=PIPE, stderr=STDOUT)
    print(await p.communicate())
    p = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    big = b"0123456789" * 100000
    out, err = await p.communicate(big)
    print(out == big, err, p.returncode)
    p = await asyncio.create_subprocess_exec("true", stdin=PIPE)
    print(await p.communicate(b"x" * 1000000), p.returncode)
    p = await asyncio.create_subprocess_exec("cat", stdin=DEVNULL, stdout=PIPE)
    print(await p.communicate())
    p = await asyncio.create_subprocess_exec("sh", "-c", "echo $X; pwd; echo $0 $1", "a", "b c", env={"X": "env"}, cwd="/", stdout=PIPE)
    print(await p.communicate())

    for end in ("terminate", "kill"):
        p = await asyncio.create_subprocess_exec("sleep", "60")
        getattr(p, end)()
        print(end, await p.wait())
        try:
            getattr(p, end)()
        except ProcessLookupError:
            print("gone")
    p = await asyncio.create_subprocess_exec("sleep", "60")
    p.send_signal(signal.SIGUSR1)
    print(await p.wait() == -signal.SIGUSR1)

    p = await asyncio.create_subprocess_exec("sleep", "60", stdout=PIPE)
    try:
        await asyncio.wait_for(p.communicate(), 0.02)
    except TimeoutError:
        print("timed out", p.returncode)
    p.kill()
    print(await p.communicate(), p.returncode)

    await attempt(asyncio.create_subprocess_exec("/nonexistent/program"))
    await attempt(asyncio.create_subprocess_exec("no-such-program"))
    await attempt(asyncio.create_subprocess_exec("/tmp"))
    await attempt(asyncio.create_subprocess_exec("true", cwd="/nonexistent"))
    await attempt(asyncio.create_subprocess_exec("true", universal_newlines=True))
    await attempt(asyncio.create_subprocess_exec("true", shell=True))
    await attempt(asyncio.create_subprocess_exec("true", bufsize=1))
    await attempt(asyncio.create_subprocess_exec("true", text=True))
    await attempt(asyncio.create_subprocess_exec("true", encoding="utf-8"))
    await attempt(asyncio.create_subprocess_shell(["true"]))
    await attempt(asyncio.create_subprocess_shell("true", shell=False))
    await attempt(asyncio.create_subprocess_exec("a\0b"))

    many = await asyncio.gather(*[asyncio.create_subprocess_exec("echo", str(i), stdout=PIPE) for i in range(8)])
    print([(await p.communicate())[0] for p in many], [p.returncode for p in many])

    class P(asyncio.SubprocessProtocol):
        def __init__(self):
            self.log = []
            self.done = asyncio.get_running_loop().create_future()

        def connection_made(self, transport):
            self.log.append("made")

        def pipe_data_received(self, fd, data):
            self.log.append((fd, data))

        def pipe_connection_lost(self, fd, exc):
            self.log.append(("lost", fd, exc))

        def process_exited(self):
            self.log.append("exited")

        def connection_lost(self, exc):
            self.done.set_result(exc)

    loop = asyncio.get_running_loop()
    t, p = await loop.subprocess_exec(P, "sh", "-c", "echo hi", stdin=None, stderr=None)
    print(isinstance(t, asyncio.SubprocessTransport), t.get_pid() > 0, t.get_pipe_transport(1) is not None, t.get_pipe_transport(2), t.get_extra_info("subprocess") is not None)
    print(await p.done, p.log[0], (1, b"hi\n") in p.log, "exited" in p.log, t.get_returncode())
    try:
        t.kill()
    except ProcessLookupError as e:
        print("ProcessLookupError")
    t.close()


asyncio.run(main())
