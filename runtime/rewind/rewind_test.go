package rewind_test

import (
	"path/filepath"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
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
			backwards(t, file, 400, pyruntime.Config{})
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

// backwards compares the places of a program with replays.
func backwards(t *testing.T, program string, steps int, cfg pyruntime.Config) {
	d, seen, order := collect(t, program, steps, cfg)
	printed := d.out.String()
	var slowest time.Duration
	for i := len(order) - 2; i >= 0; i -= 1 + len(order)/25 {
		at := order[i]
		start := time.Now()
		d.must(d.Show(at))
		slowest = max(slowest, time.Since(start))
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
	if slowest > 300*time.Millisecond {
		t.Errorf("a step took %v", slowest)
	}
	t.Logf("%d places, the slowest of them in %v", len(seen), slowest)
}
