//go:build unix

package runtime_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

// longTalk exchanges messages hours apart.
const longTalk = `
import asyncio, time

async def handler(r, w):
    while line := await r.readline():
        await asyncio.sleep(3600)
        w.write(line)
    w.close()

async def client(n, port):
    r, w = await asyncio.open_connection("127.0.0.1", port)
    out = []
    for i in range(3):
        w.write(b"%d.%d\n" % (n, i))
        out.append((await r.readline()).decode().strip())
        await asyncio.sleep(1000 * n)
    w.close()
    return out

async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for out in await asyncio.gather(*[client(n, port) for n in range(3)]):
        print(*out)
    print(round(loop.time() - start) >= 3 * 3600, await asyncio.to_thread(lambda: "from a thread"))
    try:
        async with asyncio.timeout(86400):
            await asyncio.Event().wait()
    except TimeoutError:
        print("a day later")
    server.close()

asyncio.run(main())
`

// TestVirtualTimeWithSockets proves that a virtual clock lets sockets speak
// before it moves on.
func TestVirtualTimeWithSockets(t *testing.T) {
	const want = "0.0 0.1 0.2\n1.0 1.1 1.2\n2.0 2.1 2.2\nTrue from a thread\na day later\n"
	for _, seed := range []uint64{0, 1, 2, 3} {
		start := time.Now()
		var out bytes.Buffer
		in := pyruntime.New(pyruntime.Config{Stdin: &bytes.Buffer{}, Stdout: &out, Stderr: &out, VirtualTime: true, Seed: seed})
		timer := time.AfterFunc(30*time.Second, in.Kill)
		if status := in.RunCode(longTalk); status != 0 || out.String() != want {
			t.Errorf("seed %d: status %d:\n%s", seed, status, out.String())
		}
		timer.Stop()
		in.Close()
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("seed %d: it took %v", seed, d)
		}
	}
}

// TestVirtualTimeNoticesTheEnd keeps the error of a program that nothing will
// ever wake.
func TestVirtualTimeNoticesTheEnd(t *testing.T) {
	var out bytes.Buffer
	in := pyruntime.New(pyruntime.Config{Stdin: &bytes.Buffer{}, Stdout: &out, Stderr: &out, VirtualTime: true})
	defer in.Close()
	status := in.RunCode("import asyncio\nasync def main(): await asyncio.Event().wait()\nasyncio.run(main())")
	if status != 1 || !strings.Contains(out.String(), "can never happen") {
		t.Errorf("status %d:\n%s", status, out.String())
	}
}
