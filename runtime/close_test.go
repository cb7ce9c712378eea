//go:build unix

package runtime_test

import (
	"bytes"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

// untidy leaves everything behind that a program can.
const untidy = `
import asyncio, select, signal, socket, threading, concurrent.futures

a, b = socket.socketpair()
server = socket.create_server(("127.0.0.1", 0))
poller = select.epoll() if hasattr(select, "epoll") else None
globals()["cycle"] = [a, b, server, poller]
cycle.append(cycle)
loop = asyncio.new_event_loop()
loop.add_reader(a, print)
signal.signal(signal.SIGALRM, lambda *args: None)
signal.setitimer(signal.ITIMER_REAL, 1000)
lock = threading.Lock()
lock.acquire()

def forever():
    while True:
        pass

for target in (lock.acquire, forever, lambda: a.recv(1), server.accept, lambda: loop.run_forever()):
    threading.Thread(target=target, daemon=True).start()

executor = concurrent.futures.ThreadPoolExecutor(2)
executor.submit(int).result()
import sys
sys.modules["keep"] = cycle
print("ready")
`

// TestCloseReleasesAll runs programs that clean up nothing, many at a time, and
// looks for what is left of them.
func TestCloseReleasesAll(t *testing.T) {
	ignore := goleak.IgnoreCurrent()
	run := func() {
		var out bytes.Buffer
		in := pyruntime.New(pyruntime.Config{Stdin: &bytes.Buffer{}, Stdout: &out, Stderr: &out})
		defer in.Close()
		if status := in.RunCode(untidy); status != 0 || out.String() != "ready\n" {
			t.Errorf("status %d:\n%s", status, out.String())
		}
	}
	run()
	before := openFiles(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 4 {
				run()
			}
		})
	}
	wg.Wait()
	goleak.VerifyNone(t, ignore)
	// A few wakers are kept for the next wait.
	if after := openFiles(t); after > before+16 {
		t.Errorf("%d descriptors were open before, %d are now", before, after)
	}
}

func openFiles(t *testing.T) int {
	entries, err := os.ReadDir("/dev/fd")
	if err != nil {
		t.Skip("SKIPPED: this needs /dev/fd:", err)
	}
	return len(entries)
}

// TestStopFromOutside ends programs wherever they wait, and measures how long
// that takes.
func TestStopFromOutside(t *testing.T) {
	for name, src := range map[string]string{
		"loop":   "while True: pass",
		"sleep":  "import time; time.sleep(1000)",
		"lock":   "import threading; l = threading.Lock(); l.acquire(); l.acquire()",
		"join":   "import threading, time; t = threading.Thread(target=time.sleep, args=(1000,)); t.start(); t.join()",
		"accept": "import socket; socket.create_server(('127.0.0.1', 0)).accept()",
		"asyncio": `
import asyncio
async def main():
    await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    await asyncio.sleep(1000)
asyncio.run(main())`,
		"child": "import subprocess; subprocess.Popen(['sleep', '1']).wait()",
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			in := pyruntime.New(pyruntime.Config{Stdin: &bytes.Buffer{}, Stdout: &out, Stderr: &out})
			defer in.Close()
			var stopped time.Time
			timer := time.AfterFunc(200*time.Millisecond, func() {
				stopped = time.Now()
				in.Kill()
			})
			defer timer.Stop()
			if status := in.RunCode(src); status != 143 {
				t.Fatalf("status %d:\n%s", status, out.String())
			}
			if d := time.Since(stopped); d > 100*time.Millisecond {
				t.Errorf("it took %v", d)
			}
		})
	}
}
