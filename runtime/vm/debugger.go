package vm

import (
	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
)

// Reasons to leave the fast path at function entry and back edges; the bits of
// Thread.Breaker.
const (
	BreakInterrupt uint32 = 1 << iota // raise KeyboardInterrupt
	BreakPause                        // the debugger wants to stop
	BreakCall                         // run the functions queued with Thread requests
	BreakSteps                        // count calls and iterations against a limit
	BreakKill                         // leave the program
	BreakSignal                       // run the Python handlers of signals
	BreakMemory                       // raise MemoryError
	BreakTrace                        // the thread is traced
)

// Debugger is the inspection layer's side of the loop. Its methods run on the
// thread's goroutine; an error they return is raised.
type Debugger interface {
	// Break is called at a patched instruction of f, before it runs.
	Break(st *State, f *Frame) error
	// Pending is called when BreakPause or BreakCall is set.
	Pending(st *State, f *Frame) error
	// Pause stops at the current instruction (breakpoint()).
	Here(st *State) error
	// WantsRaise reports interest in raised exceptions, and Raised sees them
	// where they are raised, and in each frame that they come to.
	WantsRaise() bool
	Raised(st *State, f *Frame, exc *object.Exception) error
	// Dropped sees a coroutine that was never awaited, and an async generator
	// that was left open, when nobody refers to them any more.
	Dropped(st *State, g *Generator)
}

// breaker handles the reasons set in Thread.Breaker.
func (st *State) breaker(f *Frame) error { return st.look(f, true) }

// look is breaker; counts says that in a recorded program this is one of the
// places at which something from outside can reach the thread.
func (st *State) look(f *Frame, counts bool) error {
	t := st.T
	bits := t.Breaker.Load()
	if bits&BreakKill != 0 {
		return ErrKilled
	}
	counted := bits&object.BreakCount != 0
	switch {
	case counted:
		// The code of a debugger is no part of the program, and not preempted.
		if counts = counts && !t.Interp.Tape.IsAside(); counts {
			t.Counted()
		}
	case bits&object.BreakSwitch != 0:
		t.Yield()
	}
	if bits = t.Breaker.Load(); bits&BreakKill != 0 {
		return ErrKilled
	}
	if bits&(BreakPause|BreakCall) != 0 && st.Debug != nil {
		if err := st.Debug.Pending(st, f); err != nil {
			return err
		}
	}
	if bits&BreakTrace != 0 && f != nil && st.tracer != nil && f.code.At(f.PC()).Op() == code.RESUME {
		if err := st.entered(f, pyStart, Value{}); err != nil {
			return err
		}
	}
	if bits&BreakInterrupt != 0 {
		t.Breaker.And(^BreakInterrupt)
		if h := st.Interrupt; h != nil {
			return h(t)
		}
		return t.Raise(object.KeyboardInterrupt)
	}
	if bits&BreakMemory != 0 {
		t.Breaker.And(^BreakMemory)
		t.Interp.Tape.Refuse("memory ran out")
		return t.Raise(object.MemoryError)
	}
	if bits&BreakSteps != 0 {
		if st.StepsLeft--; st.StepsLeft < 0 {
			st.StepsLeft = 0
			return t.Raisef(object.RuntimeError, "the program has made all the steps it was allowed")
		}
	}
	due := counted && counts && t.Interp.Tape.Due() <= t.Ticks
	if bits&BreakSignal != 0 || due {
		t.Breaker.And(^BreakSignal)
		if h := st.Signals; h != nil {
			return h(t, counts)
		}
	}
	return nil
}

// ErrKilled makes a program end from outside: it passes all handlers of the
// program's own.
var ErrKilled error = killed{}

type killed struct{}

func (killed) Error() string { return "the program was stopped" }

// CheckBreaker handles pending reasons outside the loop.
func (st *State) CheckBreaker() error { return st.look(st.frame, st.T.Asking == 0) }
