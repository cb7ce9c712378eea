package inspect

import "context"

// Reverser is a Target that remembers its run and can go back in it. Once it
// has, the same methods show the program as it was; going on from there leads
// through what happened, and then further on in the running program.
type Reverser interface {
	Target
	// StepBack goes to the line before the one that a stopped task is at: in the
	// same frame, or where that one was called or awaited from, or where the task
	// was made.
	StepBack(ctx context.Context, task TaskID) error
	// ReverseContinue goes back to the last stop of a breakpoint or an exception
	// filter, or else to the beginning. With a task, only its stops count.
	ReverseContinue(ctx context.Context, task TaskID) error
}

// NoWayBackError says why a program cannot be shown as it was.
type NoWayBackError struct{ Reason string }

func (e *NoWayBackError) Error() string { return e.Reason }
