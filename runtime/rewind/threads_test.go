package rewind_test

import (
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
)

// threads hands work between threads in every way that the library has, some of
// it while all of them compute.
const threads = `import asyncio, concurrent.futures, queue, threading, time

lock, order = threading.Lock(), []

def spin(name, n):
    total = 0
    for i in range(n):
        total += i * i % 7
        if i % 1000 == 0:
            with lock:
                order.append((name, i))
    return total

def serve(inbox, outbox):
    while (item := inbox.get()) is not None:
        time.sleep(item / 2000)
        outbox.put((item, threading.current_thread().name, time.perf_counter()))

def plain():
    inbox, outbox = queue.Queue(), queue.SimpleQueue()
    workers = [threading.Thread(target=serve, args=(inbox, outbox), name=f"w{i}") for i in range(3)]
    for w in workers:
        w.start()
    for n in range(6):
        inbox.put(n)
    got = [outbox.get() for _ in range(6)]
    for w in workers:
        inbox.put(None)
    for w in workers:
        w.join()
    return got

def conditions():
    ready, value = threading.Condition(), []
    def giver():
        for n in range(3):
            time.sleep(0.001)
            with ready:
                value.append(n)
                ready.notify()
    t = threading.Thread(target=giver)
    t.start()
    seen = []
    while len(seen) < 3:
        with ready:
            ok = ready.wait_for(lambda: len(value) > len(seen), timeout=0.0005)
            if ok:
                seen.append(value[len(seen)])
            else:
                late = time.monotonic()
    t.join()
    return seen

def racers():
    ts = [threading.Thread(target=spin, args=(n, 40_000)) for n in "ab"]
    for t in ts:
        t.start()
    mine = spin("main", 40_000)
    for t in ts:
        t.join()
    first = order[:10]
    return mine, len(order)

async def main():
    a = plain()
    b = conditions()
    c = racers()
    loop = asyncio.get_running_loop()
    d = await asyncio.gather(*(asyncio.to_thread(spin, n, 3000) for n in "xyz"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        e = await asyncio.gather(*(loop.run_in_executor(pool, time.sleep, n / 1000) for n in range(4)))
        f = list(pool.map(lambda n: n * n, range(5)))
    event = asyncio.Event()
    poker = threading.Timer(0.002, lambda: loop.call_soon_threadsafe(event.set))
    poker.start()
    await event.wait()
    g = asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 7), loop)
    h = await asyncio.wrap_future(g)
    print(len(a), b, d, f, h)

asyncio.run(main())
`

// TestThreads compares the places of a program whose threads are never scheduled
// alike twice.
func TestThreads(t *testing.T) {
	for name, cfg := range map[string]pyruntime.Config{"real": {}, "virtual": {VirtualTime: true}} {
		t.Run(name, func(t *testing.T) {
			d, seen, order := collectLines(t, threads, cfg, 26, 28, 30, 31, 42, 47, 48, 50, 52, 57, 58, 60, 61, 62, 66, 67, 68, 69, 70, 71, 72, 73, 75, 76, 77, 78, 79)
			compare(t, d, seen, order)
			if good, why := d.Good(); why != "" {
				t.Error("the recording ended at", good, why)
			}
			// Through what happened to where the program is.
			d.breakAt(79)
			d.must(d.Continue())
			if s := d.stopped(); s.Reason != inspect.StopBreakpoint || s.Text != "" || d.line() != 79 {
				t.Error("going on ends in", s)
			}
		})
	}
}

// collectLines is collect for some lines of a program, all the way to its last
// stop.
func collectLines(t *testing.T, program string, cfg pyruntime.Config, lines ...int) (d *driver, seen map[uint64]string, order []uint64) {
	t.Helper()
	d = drive(t, program, cfg)
	d.breakAt(lines...)
	seen = map[uint64]string{}
	for {
		d.must(d.Continue())
		var s inspect.Stop
		select {
		case s = <-d.stops:
		case <-time.After(20 * time.Second):
			t.Fatal("it does not stop again")
		}
		if s.Task > 1<<30 {
			continue // another thread's: its lines are no places in the recording
		}
		at := d.place()
		seen[at] = d.snapshot()
		order = append(order, at)
		if d.line() == lines[len(lines)-1] {
			return d, seen, order
		}
	}
}
