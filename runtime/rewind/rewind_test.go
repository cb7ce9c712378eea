package rewind_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/internal/pygen"
)

func programs(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("../../examples/*.py")
	if err != nil {
		t.Fatal(err)
	}
	seeds, err := filepath.Glob("../../examples/seeds/*.py")
	if err != nil || len(all) == 0 || len(seeds) == 0 {
		t.Fatal("no examples", err)
	}
	return append(all, seeds...)
}

// TestExamplesBackwards steps into each example for a while, looks at some of
// the places again, and compares what is to be seen there.
func TestExamplesBackwards(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			d, seen, order := collect(t, file, 400, pyruntime.Config{})
			compare(t, d, seen, order)
		})
	}
}

// collect stops at every line of a program, up to a number of them, and returns
// what there was to see. A program that ends sooner is run again, to its last
// line but one.
func collect(t *testing.T, program string, most int, cfg pyruntime.Config) (d *driver, seen map[uint64]string, order []uint64) {
	d = drive(t, program, cfg)
	d.breakEverywhere()
	seen = map[uint64]string{d.place(): d.snapshot()}
	order = []uint64{d.place()}
	for len(order) < most {
		d.must(d.Continue())
		select {
		case <-d.stops:
		case <-d.exited:
			return collect(t, program, len(order)-1, cfg)
		case <-time.After(10 * time.Second):
			t.Fatal("it does not stop again")
		}
		at := d.place()
		seen[at] = d.snapshot()
		order = append(order, at)
	}
	return d, seen, order
}

// compare shows a stopped program as it was, and compares that with what there
// was to see.
func compare(t *testing.T, d *driver, seen map[uint64]string, order []uint64) {
	t.Helper()
	printed := d.out.String()
	var times []time.Duration
	for i := len(order) - 2; i >= 0; i -= 1 + len(order)/12 {
		at := order[i]
		start := time.Now()
		d.must(d.Show(at))
		times = append(times, time.Since(start))
		d.stopped()
		if got := d.place(); got != at {
			t.Errorf("it is at %d, and was to be at %d", got, at)
		}
		if got := d.snapshot(); got != seen[at] {
			t.Fatalf("at %d there is now\n%s\nwhere there was\n%s", at, got, seen[at])
		}
	}
	if got := d.out.String(); got != printed {
		t.Errorf("going back printed %q", got[len(printed):])
	}
	slices.Sort(times)
	usual := times[len(times)/2]
	if usual > time.Second {
		t.Errorf("a step back takes %v", usual)
	}
	t.Logf("%d places, half of them in %v", len(seen), usual)
}

// inputs asks the world for all that a tape keeps, in every way that matters.
const inputs = `import asyncio, os, random, secrets, sys, tempfile, time, uuid
from collections import Counter

class Thing:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f"Thing({self.n})"

async def numbers(n):
    try:
        for i in range(n):
            await asyncio.sleep(random.random() / 1000)
            yield i, time.time_ns()
    finally:
        await asyncio.sleep(0)

async def producer(q, n):
    async for item in numbers(n):
        await q.put(item)
    await q.put(None)

async def consumer(q, got):
    while (item := await q.get()) is not None:
        got.append((item, time.perf_counter(), uuid.uuid4()))

def files():
    name = os.path.join(tempfile.mkdtemp(), "notes")
    with open(name, "w") as f:
        f.write("one\ntwo\n")
    with open(name) as f:
        lines = f.readlines()
    size = os.stat(name).st_size
    names = os.listdir(os.path.dirname(name))
    try:
        open(name + "missing")
    except OSError as error:
        missing = type(error), error.errno
    os.remove(name)
    os.rmdir(os.path.dirname(name))
    return lines, size, names, missing

async def main():
    typed = sys.stdin.readline()
    raw, token, draw = os.urandom(8), secrets.token_hex(4), random.sample(range(100), 5)
    q, got = asyncio.Queue(2), []
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(q, 4))
        group.create_task(consumer(q, got))
    things = {Thing(n) for n in range(20)}
    order = [thing.n for thing in things]
    identities = sorted(id(t) % 1000 for t in things)
    written = files()
    rest = sys.stdin.read()
    cpu, now, here = time.process_time(), time.localtime(), os.getpid()
    done, pending = await asyncio.wait({asyncio.create_task(asyncio.sleep(n / 1000, n)) for n in range(5)})
    results = [t.result() for t in done]
    print(typed, rest, order, results)
    return Counter(draw)

asyncio.run(main())
`

// TestInputs compares the places of a program that depends on the world, which
// is another one when it is run again.
func TestInputs(t *testing.T) {
	for name, cfg := range map[string]pyruntime.Config{"real": {}, "virtual": {VirtualTime: true}, "seeded": {Seed: 7}} {
		t.Run(name, func(t *testing.T) {
			cfg.Stdin = strings.NewReader("typed\nand\nmore\n")
			d, seen, order := collect(t, inputs, 150, cfg)
			compare(t, d, seen, order)
			if good, why := d.Good(); why != "" {
				t.Error("the recording ended at", good, why)
			}
		})
	}
}

// TestGenerated is about random programs: a place looks the same each time.
func TestGenerated(t *testing.T) {
	count := uint64(16)
	if testing.Short() {
		count = 8
	}
	for seed := range count {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			d, seen, order := collect(t, pygen.Program(seed), 120, pyruntime.Config{VirtualTime: seed%2 == 1, Seed: seed % 4})
			if good, why := d.Good(); why != "" {
				t.Skip("recorded up to", good, "as", why)
			}
			compare(t, d, seen, order)
		})
	}
}
