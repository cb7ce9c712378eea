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
