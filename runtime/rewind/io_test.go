package rewind_test

import (
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

// sockets talks to itself over TCP, UDP and pairs, with asyncio and without, and
// to processes.
const sockets = `import asyncio, os, select, selectors, signal, socket, subprocess, sys, threading, time

def plain():
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    def serve():
        conn, peer = server.accept()
        with conn:
            while data := conn.recv(100):
                conn.sendall(data.upper() + str(peer[1] > 0).encode())
    t = threading.Thread(target=serve)
    t.start()
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.sendall(b"one")
        first = s.recv(100)
        buf = bytearray(20)
        s.sendall(b"two")
        n = s.recv_into(buf)
        local = s.getsockname()
    t.join()
    server.close()
    return first, bytes(buf[:n]), local

def waits():
    a, b = socket.socketpair()
    a.settimeout(0.002)
    try:
        a.recv(1)
    except TimeoutError:
        late = time.perf_counter()
    got = select.select([a], [b], [], 0.001)
    ready = len(got[0]), len(got[1])
    sel = selectors.DefaultSelector()
    sel.register(a, selectors.EVENT_READ, "a")
    b.send(b"x")
    events = [(key.data, mask) for key, mask in sel.select(1)]
    sel.close()
    try:
        socket.create_connection(("127.0.0.1", 1), timeout=1)
    except OSError as e:
        refused = e.errno
    try:
        socket.getaddrinfo("no such host", 80)
    except socket.gaierror as e:
        unknown = e.errno
    a.close(); b.close()
    return late, ready, events, refused, unknown

async def streams():
    seen = []
    async def handle(reader, writer):
        while line := await reader.readline():
            seen.append(line)
            writer.write(line[::-1])
            await writer.drain()
        writer.close()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        got = []
        for i in range(3):
            writer.write(f"{n} {i}\n".encode())
            got.append(await reader.readexactly(4))
        writer.close()
        await writer.wait_closed()
        return got
    answers = await asyncio.gather(*(client(n) for n in range(3)))
    server.close()
    await server.wait_closed()
    return answers, seen

async def stopped():
    loop, event = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, event.set)
    threading.Timer(0.002, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    await event.wait()
    return loop.time()

def children():
    done = subprocess.run([sys.executable, "--version"], capture_output=True, text=True)
    p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = p.communicate(b"through cat")
    return done.returncode, out, p.pid

async def child():
    p = await asyncio.create_subprocess_exec("sh", "-c", "read x; echo got $x; exit 3", stdin=-1, stdout=-1)
    out, err = await p.communicate(b"word\n")
    return out, p.returncode, p.pid

a = plain()
b = waits()
c = asyncio.run(streams())
d = asyncio.run(stopped())
e = children()
f = asyncio.run(child())
x = 1
`

func TestSockets(t *testing.T) {
	d, seen, order := collectLines(t, sockets, pyruntime.Config{},
		16, 17, 18, 19, 20, 21, 22, 31, 32, 33, 37, 38, 39, 43, 47, 49, 54, 55, 60, 61, 64, 66, 67, 68, 69, 71, 72, 79, 80, 84, 85, 86, 88, 89, 92, 93, 94, 95, 96, 97)
	compare(t, d, seen, order)
	if good, why := d.Good(); why != "" {
		t.Error("the recording ended at", good, why)
	}
}
