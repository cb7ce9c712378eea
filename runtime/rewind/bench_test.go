package rewind_test

import (
	"os"
	"strings"
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/tape"
)

const hotLoop = `
def f():
    i = s = 0
    while i < 300_000:
        s += i
        i += 1
f()
x = 1
`

// BenchmarkHotLoop is a program of 900,000 lines that is recorded, or gone back
// in to its end.
func BenchmarkHotLoop(b *testing.B) {
	b.Run("recorded", func(b *testing.B) {
		for b.Loop() {
			d := drive(b, hotLoop, pyruntime.Config{})
			d.breakAt(8)
			d.must(d.Continue())
			d.stopped()
			_ = d.Close()
		}
	})
	b.Run("back", func(b *testing.B) {
		d := drive(b, hotLoop, pyruntime.Config{})
		d.breakAt(8)
		d.must(d.Continue())
		task := d.stopped().Task
		for b.Loop() {
			d.must(d.StepBack(b.Context(), task))
			d.stopped()
			d.must(d.Step(inspect.StepSpec{Task: task}))
			d.stopped()
		}
	})
}

const switches = `
import asyncio
async def ping(q, r, n):
    for i in range(n):
        await q.put(i)
        await r.get()
async def main():
    a, b = asyncio.Queue(1), asyncio.Queue(1)
    await asyncio.gather(ping(a, b, 20_000), ping(b, a, 20_000))
asyncio.run(main())
x = 1
`

const handovers = `
import queue, threading
def serve(a, b):
    while (x := a.get()) is not None:
        b.put(x + 1)
a, b = queue.SimpleQueue(), queue.SimpleQueue()
t = threading.Thread(target=serve, args=(a, b))
t.start()
for i in range(10_000):
    a.put(i)
    b.get()
a.put(None)
t.join()
x = 1
`

const echo = `
import asyncio
async def handle(r, w):
    while line := await r.readline():
        w.write(line)
    w.close()
async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*server.sockets[0].getsockname())
    for i in range(3_000):
        w.write(b"line\n")
        await r.readline()
    w.close()
    server.close()
asyncio.run(main())
x = 1
`

const calls = `
def f(n):
    return n if n < 2 else f(n - 1) + f(n - 2)
f(22)
x = 1
`

// BenchmarkRecording runs programs without a debugger, with the tape alone, and
// recorded for a debugger, which also counts the lines.
func BenchmarkRecording(b *testing.B) {
	for name, program := range map[string]string{"loop": hotLoop, "calls": calls, "tasks": switches, "threads": handovers, "sockets": echo} {
		file := b.TempDir() + "/program.py"
		if err := os.WriteFile(file, []byte(program), 0o600); err != nil {
			b.Fatal(err)
		}
		run := func(b *testing.B, tp func() *tape.Tape) {
			for b.Loop() {
				in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Tape: tp()})
				if status := in.RunFile(file); status != 0 {
					b.Fatal("status", status)
				}
				in.Close()
			}
		}
		b.Run(name+"/plain", func(b *testing.B) { run(b, func() *tape.Tape { return nil }) })
		b.Run(name+"/tape", func(b *testing.B) { run(b, tape.New) })
		b.Run(name+"/recorded", func(b *testing.B) {
			last := strings.Count(program, "\n")
			for b.Loop() {
				d := drive(b, file, pyruntime.Config{})
				d.breakAt(last)
				d.must(d.Continue())
				d.stopped()
				_ = d.Close()
			}
		})
	}
}
