# Child processes: limits, both outputs at once, pipelines, timeouts.
import asyncio
import os
import signal

PIPE = asyncio.subprocess.PIPE


async def main():
    p = await asyncio.create_subprocess_shell("for i in 1 2 3; do echo out$i; echo err$i >&2; done", stdout=PIPE, stderr=PIPE)

    async def lines(stream):
        return [line async for line in stream]

    print(await asyncio.gather(lines(p.stdout), lines(p.stderr), p.wait()))
    p = await asyncio.create_subprocess_shell("head -c 300000 /dev/zero; head -c 200000 /dev/zero >&2", stdout=PIPE, stderr=PIPE)
    out, err = await p.communicate()
    print(len(out), len(err), p.returncode)
    p = await asyncio.create_subprocess_shell(f"printf '{'abcdefghij' * 5}\\nshort\\n'", stdout=PIPE, limit=20)
    await asyncio.sleep(0.05)
    try:
        await p.stdout.readline()
    except ValueError as e:
        print(e)
    print(await p.stdout.read())
    await p.wait()
    # The output of one is the input of another.
    r, w = os.pipe()
    first = await asyncio.create_subprocess_exec("printf", "c\\na\\nb\\n", stdout=w)
    os.close(w)
    second = await asyncio.create_subprocess_exec("sort", stdin=r, stdout=PIPE)
    os.close(r)
    print(await second.communicate(), await first.wait())
    # A program that ignores SIGTERM.
    p = await asyncio.create_subprocess_shell("trap '' TERM; echo ready; while :; do sleep 0.02; done", stdout=PIPE)
    print(await p.stdout.readline())
    p.terminate()
    try:
        await asyncio.wait_for(p.wait(), 0.1)
    except TimeoutError:
        print("still there", p.returncode)
    p.kill()
    print(await p.wait())
    # One that handles it.
    p = await asyncio.create_subprocess_shell("trap 'echo caught; exit 5' TERM; echo ready; while :; do sleep 0.02; done", stdout=PIPE)
    await p.stdout.readline()
    p.send_signal(signal.SIGTERM)
    print(await p.communicate(), p.returncode)
    # Standard input that nobody reads.
    p = await asyncio.create_subprocess_exec("sleep", "0.05", stdin=PIPE)
    p.stdin.write(b"x" * 1000000)
    try:
        await p.stdin.drain()
        print("drained")
    except ConnectionError as e:
        print(type(e).__name__)
    print(await p.wait())
    # Interaction with bc-like programs.
    p = await asyncio.create_subprocess_shell("while read a b; do echo $((a + b)); done", stdin=PIPE, stdout=PIPE)
    for pair in ((1, 2), (30, 12)):
        p.stdin.write(b"%d %d\n" % pair)
        print(int(await p.stdout.readline()))
    p.stdin.close()
    print(await p.wait(), p.stdout.at_eof() or await p.stdout.read())
    # Wait from several tasks.
    p = await asyncio.create_subprocess_exec("sh", "-c", "sleep 0.02; exit 3")
    print(await asyncio.gather(p.wait(), p.wait(), p.wait()))
    return "end"


print(asyncio.run(main()))
