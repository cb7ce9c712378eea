package runtime

import (
	"strings"

	"github.com/asynctools/asynctools/runtime/inspect"
	"github.com/asynctools/asynctools/runtime/rewind"
	"github.com/asynctools/asynctools/runtime/tape"
	"github.com/asynctools/asynctools/runtime/target"
)

// Recorded makes a program debuggable forwards and backwards: its inputs are
// recorded, and it is run again, with an interpreter of its own, to show it as
// it was. run is RunFile or one of its siblings with its argument. interrupt is
// Interp.Interrupt of the program.
func Recorded(cfg Config, run func(*Interp) int) (t inspect.Reverser, interrupt func()) {
	r := rewind.New(func(t *tape.Tape) *target.Target {
		cfg := cfg
		cfg.Tape = t
		if t.Replays() {
			// It shares the process with the program, which owns all of this.
			cfg.Stdin, cfg.Stdout, cfg.Stderr = strings.NewReader(""), discard{t, cfg.Stdout}, discard{t, cfg.Stderr}
			cfg.Signals, cfg.HeapFloor = false, 0
		}
		in := New(cfg)
		if !t.Replays() {
			interrupt = in.Interrupt
		}
		return target.New(host{in}, func() int { return run(in) })
	})
	return r, interrupt
}
