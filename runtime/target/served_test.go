package target_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	pyruntime "github.com/asynctools/asynctools/runtime"
	"github.com/asynctools/asynctools/runtime/inspect"
)

const served = `import asyncio
async def main():
    for _ in range(300):
        await asyncio.sleep(0)
        breakpoint()
asyncio.run(main())
`

// TestServed asks for tasks at any moment: beside an evaluation that awaits for
// ever, and while the program goes on and stops. Whoever asks gets an answer at
// once.
func TestServed(t *testing.T) {
	in := pyruntime.New(pyruntime.Config{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard})
	g := in.Target(func() int { return in.RunCode(served) })
	h := halting{deaf{make(chan int, 1)}, make(chan struct{}, 1)}
	if err := g.Start(h, false); err != nil {
		t.Fatal(err)
	}
	answered := func(what string, done <-chan error) {
		select {
		case err := <-done:
			if err != nil && err != inspect.ErrRunning {
				t.Fatal(what, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no answer:", what)
		}
	}
	look := func() <-chan error {
		done := make(chan error, 1)
		go func() {
			_, err := g.Tasks(inspect.TaskQuery{Count: 10})
			done <- err
		}()
		return done
	}
	for round := range 200 {
		<-h.stopped
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan error, 1)
		go func() {
			_, err := g.Evaluate(ctx, 0, "await __import__('asyncio').sleep(3600)", inspect.EvalRepl, inspect.Format{})
			if err == nil || ctx.Err() == nil {
				t.Errorf("round %d: the evaluation ends with %v", round, err)
			}
			over <- nil
		}()
		first, second := look(), look()
		answered("beside an evaluation", first)
		answered("beside an evaluation", second)
		cancel()
		answered("a cancelled evaluation", over)
		// The next stop is a moment away.
		if err := g.Continue(); err != nil {
			t.Fatal(err)
		}
		answered("beside a stop", look())
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}
