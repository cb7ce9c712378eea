package loop

import "github.com/asynctools/asynctools/runtime/object"

// perThread is what asyncio keeps for each thread. The fields of Module are
// those of the thread that has the interpreter lock.
type perThread struct {
	running *Loop
	current *Task
}

// Switch exchanges the state of the thread that had the interpreter lock for
// that of the one which has got it.
func (m *Module) Switch(prev, next *object.Thread) {
	if prev != nil && (m.running != nil || m.current != nil || prev.Async != nil) {
		p, _ := prev.Async.(*perThread)
		if p == nil {
			p = &perThread{}
			prev.Async = p
		}
		p.running, p.current = m.running, m.current
	}
	m.running, m.current = nil, nil
	if p, ok := next.Async.(*perThread); ok {
		m.running, m.current = p.running, p.current
	}
}

// CurrentOf is the task in whose step a thread was when it let go of the
// interpreter lock, or nil.
func CurrentOf(t *object.Thread) *Task {
	if p, ok := t.Async.(*perThread); ok {
		return p.current
	}
	return nil
}

// RunningOf is the loop that a thread ran when it let go of the interpreter
// lock, or nil.
func RunningOf(t *object.Thread) *Loop {
	if p, ok := t.Async.(*perThread); ok {
		return p.running
	}
	return nil
}

// Thread is the thread that runs the loop, or nil.
func (l *Loop) Thread() *object.Thread { return l.thread }

// currentElsewhere is the task that a loop runs which is not this thread's
// running loop: another thread's may be in the middle of a step.
func (l *Loop) currentElsewhere() *Task {
	if l.thread == nil {
		return nil
	}
	if p, ok := l.thread.Async.(*perThread); ok && p.running == l {
		return p.current
	}
	return nil
}

// contextArg is the argument context= of a method that schedules a callback;
// the invalid Value means a copy of the current one.
func contextArg(t *Thread, name string, a []Value, kw kwargs) (ctx Value, err error) {
	for i, k := range kw {
		if k.S != "context" {
			return Value{}, t.Raisef(object.TypeError, "%s() got an unexpected keyword argument '%s'", name, k.S)
		}
		if v := a[len(a)-len(kw)+i]; !v.IsNone() {
			ctx = v
		}
	}
	return ctx, nil
}

// runIn makes the callback run in a given context.
func (h *Handle) runIn(t *Thread, ctx Value) {
	if ctx.Valid() {
		t.Store(&h.Header, &h.ctx, ctx)
	}
}
