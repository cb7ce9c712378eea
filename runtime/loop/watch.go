package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Watcher is the debugger's ear in the loop. Its methods run on the thread that
// is concerned; an error they return ends the program.
type Watcher interface {
	// Failed is told of a future that got an exception, and Unread when it goes
	// away without anybody having read that.
	Failed(t *Thread, f *Future)
	Unread(t *Thread, f *Future)
	// Cancelling is called when somebody asks a task to end, Cancelled when the
	// CancelledError is about to be thrown into it; waited is what it waited for.
	Cancelling(t *Thread, k *Task)
	Cancelled(t *Thread, k *Task, waited Value, exc *object.Exception) error
	// Open is told of an async generator that is still open at the loop's end.
	Open(t *Thread, g *vm.Generator)
	// Pass begins a pass of the loop, in which so many steps will run; each is
	// enclosed by Begin and End. Who begins to listen during a step hears of its
	// end only, also in the place of another one.
	Pass(t *Thread, ready int) error
	Begin(t *Thread, s Step)
	// Ready is told of a task that is queued for its next step.
	Ready(t *Thread, k *Task)
	End(t *Thread, s Step) error
}

// Step is what the loop runs: a task, or a callback.
type Step struct {
	Task     *Task
	Callback Value
}

// Text names the step for people.
func (s Step) Text(t *Thread) string {
	if s.Task != nil {
		return s.Task.Name() + " (" + coroText(t, s.Task.coro.Value()) + ")"
	}
	if !s.Callback.Valid() {
		return "a callback of the loop"
	}
	return "the callback " + callableText(t, s.Callback)
}

func stepOf(e *entry) Step {
	s := Step{Task: e.task}
	switch {
	case e.task != nil:
	case e.handle != nil:
		s.Callback = e.handle.fn
	case e.call != nil:
		s.Callback = e.call.fn
	}
	return s
}

// watched is dispatch under a debugger that times it.
func (l *Loop) watched(t *Thread, e *entry, w Watcher) error {
	s := stepOf(e)
	w.Begin(t, s)
	var err error
	if l.debug { // not by a variable: the entry would escape to the heap
		err = l.timed(t, e)
	} else {
		err = l.dispatch(t, e)
	}
	if w = l.m.Watch; w == nil {
		return err
	}
	if werr := w.End(t, s); err == nil {
		err = werr
	}
	return err
}

// Exception is what the future failed with, or the invalid Value.
func (f *Future) Exception() Value { return f.exc() }

// TypeName is the name of the future's class.
func (f *Future) TypeName() string { return f.Type().Name }
