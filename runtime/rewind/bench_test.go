package rewind_test

import (
	"testing"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
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
