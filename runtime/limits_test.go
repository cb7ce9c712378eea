package runtime_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

// limited runs source text within limits and returns what it printed.
func limited(t *testing.T, cfg pyruntime.Config, src string) string {
	t.Helper()
	var out bytes.Buffer
	cfg.Stdin, cfg.Stdout, cfg.Stderr = strings.NewReader(""), &out, &out
	in := pyruntime.New(cfg)
	defer in.Close()
	timer := time.AfterFunc(20*time.Second, in.Kill)
	defer timer.Stop()
	in.RunCode(src)
	return out.String()
}

func TestStepLimit(t *testing.T) {
	out := limited(t, pyruntime.Config{Steps: 10_000}, "n = 0\ntry:\n    while True: n += 1\nexcept RuntimeError as e:\n    print(8000 < n <= 10000, e)\n")
	if want := "True the program has made all the steps it was allowed\n"; !strings.HasPrefix(out, want) {
		t.Errorf("got %q", out)
	}
	out = limited(t, pyruntime.Config{Steps: 5000}, "def f():\n    while True:\n        try:\n            while True: pass\n        except RuntimeError: pass\n        g()\ndef g(): pass\nf()\n")
	if !strings.Contains(out, "RuntimeError: the program has made all the steps it was allowed") {
		t.Errorf("a program that catches the error goes on: %q", out)
	}
	if out := limited(t, pyruntime.Config{Steps: 1_000_000}, "import asyncio\nasync def main():\n    await asyncio.sleep(0.01)\n    print('enough')\nasyncio.run(main())\n"); out != "enough\n" {
		t.Errorf("got %q", out)
	}
}

func TestMemoryLimit(t *testing.T) {
	out := limited(t, pyruntime.Config{Memory: 200 << 20}, "x = []\ntry:\n    while True: x.append(bytes(100_000))\nexcept MemoryError:\n    n = len(x)\n    x = None\n    print('MemoryError', n > 200)\n")
	if !strings.HasPrefix(out, "MemoryError True") {
		t.Errorf("got %q", out)
	}
}

// TestStopAnywhere stops programs from outside in a loop and in long native
// calls, and wants them to end soon. The bound is far from the 10 ms that they
// take, as machines that test are busy.
func TestStopAnywhere(t *testing.T) {
	for _, src := range []string{
		"while True: pass",
		"sum(range(10**12))",
		"max(range(10**12))",
		"list(zip(range(10**12), range(10**12)))",
		"any(map(lambda x: False, range(10**12)))",
		"10**12 - 1 in iter(range(10**12))",
		"import time\ntime.sleep(1000)",
		"import re\nre.match('(a*)*b', 'a' * 100)",
		"sorted(iter(range(10**12)))",
		"import collections\ncollections.deque(range(10**12), maxlen=0)",
		"import itertools\nlist(itertools.islice(itertools.count(), 10**12, None))",
		"''.join(str(x) for x in range(10**12))",
		"import asyncio\nasyncio.run(asyncio.sleep(1000))",
		"import threading\nthreading.Lock().acquire() and threading.Event().wait()",
	} {
		t.Run(src, func(t *testing.T) {
			var out bytes.Buffer
			in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
			defer in.Close()
			ended := make(chan time.Time)
			go func() {
				in.RunCode(src)
				ended <- time.Now()
			}()
			time.Sleep(50 * time.Millisecond)
			asked := time.Now()
			in.Kill()
			select {
			case end := <-ended:
				if d := end.Sub(asked); d > 2*time.Second {
					t.Errorf("it took %v", d)
				} else if testing.Verbose() {
					t.Logf("%v", d)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("it did not end")
			}
		})
	}
}
