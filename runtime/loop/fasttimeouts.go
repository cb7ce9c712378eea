package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/vm"
)

// stateIs compares the _state of a Timeout.
func (m *Module) stateIs(t *Thread, o Value, state string) bool {
	s := object.AsStr(attr(t, o, m.fast.state))
	return s != nil && s.S == state
}

// timerLoop is the running loop if its timers are our own, else nil.
func (m *Module) timerLoop(t *Thread) *Loop {
	l := m.running
	if l == nil || l.debug || l.closed {
		return nil
	}
	if ty := l.Type(); ty != LoopType && t.Lookup(ty, m.fast.callAt) != LoopType.Dict.GetStr(m.fast.callAt) {
		return nil
	}
	return l
}

// timeOf is a time that a Timeout was given; ok is false for what is none.
func timeOf(v Value) (when float64, ok bool) {
	switch {
	case v.IsFloat():
		return v.AsFloat(), true
	case v.IsInt():
		return float64(v.AsInt()), true
	}
	return 0, false
}

// arm sets the timer of a Timeout that has none.
func (m *Module) arm(t *Thread, o Value, l *Loop, when Value) error {
	w, ok := timeOf(when)
	if !ok { // None
		setAttr(t, o, m.fast.handler, none)
		return nil
	}
	call, err := t.GetAttr(o, m.fast.onTimeout)
	if err != nil {
		return err
	}
	var h *Handle
	if w <= l.now() {
		h = l.newHandle(t, HandleType, call, nil)
		l.push(t, entry{kind: entryCall, handle: h})
	} else {
		h = l.callAt(t, w, call, nil)
	}
	setAttr(t, o, m.fast.handler, object.Of(h))
	return nil
}

// disarm cancels the timer; false means that it is something of the program's.
func (m *Module) disarm(t *Thread, o Value) bool {
	v := attr(t, o, m.fast.handler)
	switch {
	case v.IsNone():
	case v.Is(TimerType) || v.Is(HandleType):
		object.Cast[Handle](v).cancel(t)
		setAttr(t, o, m.fast.handler, none)
	default:
		return false
	}
	return true
}

// fastReschedule is Timeout.reschedule().
func (m *Module) fastReschedule(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		l := m.timerLoop(t)
		if _, ok := timeOf(a[1]); l == nil || !ok && !a[1].IsNone() || !m.stateIs(t, a[0], "active") || !m.disarm(t, a[0]) {
			return Value{}, false, nil
		}
		setAttr(t, a[0], m.fast.when, a[1])
		return none, true, m.arm(t, a[0], l, a[1])
	}
}

// fastTimeoutEnter and fastTimeoutExit are what "async with" calls on a Timeout,
// the latter where the block did not raise.
func (m *Module) fastTimeoutEnter(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		when := attr(t, a[0], m.fast.when)
		if _, ok := timeOf(when); !ok && !when.IsNone() || m.timerLoop(t) == nil || m.current == nil || !object.Of(m.current).Is(TaskType) ||
			!m.stateIs(t, a[0], "created") || !inherits(t, a[0], m.fast.reschedule, m.fast.timeoutReschedule) {
			return Value{}, false, nil
		}
		b := timeoutEntering{}
		b.init(m, a[0])
		return m.spare.timeoutEntering.New(fn, b), true, nil
	}
}

type timeoutEntering struct{ waiting }

// Step implements vm.Body.
func (b *timeoutEntering) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	m, k := b.m, b.m.current
	l := m.timerLoop(t)
	switch {
	case exc != nil:
		return Value{}, false, exc
	case !m.stateIs(t, b.self, "created"):
		return Value{}, false, t.Raisef(object.RuntimeError, "Timeout has already been entered")
	case k == nil || l == nil:
		return Value{}, false, t.Raisef(object.RuntimeError, "Timeout should be used inside a task")
	}
	setAttr(t, b.self, m.fast.state, m.fast.active)
	setAttr(t, b.self, m.fast.task, object.Of(k))
	setAttr(t, b.self, m.fast.cancelling, object.Int(int64(k.Cancelling())))
	return b.self, true, m.arm(t, b.self, l, attr(t, b.self, m.fast.when))
}

func (m *Module) fastTimeoutExit(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		k := AsTask(attr(t, a[0], m.fast.task))
		if !a[1].IsNone() || k == nil || !object.Of(k).Is(TaskType) || !m.stateIs(t, a[0], "active") {
			return Value{}, false, nil
		}
		if h := attr(t, a[0], m.fast.handler); !h.IsNone() && !h.Is(TimerType) && !h.Is(HandleType) {
			return Value{}, false, nil
		}
		b := timeoutExiting{}
		b.init(m, a[0])
		return m.spare.timeoutExiting.New(fn, b), true, nil
	}
}

type timeoutExiting struct{ waiting }

// Step implements vm.Body.
func (b *timeoutExiting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	m := b.m
	if exc != nil {
		return Value{}, false, exc
	}
	m.disarm(t, b.self)
	switch {
	case m.stateIs(t, b.self, "active"):
		setAttr(t, b.self, m.fast.state, m.fast.finishedState)
	case m.stateIs(t, b.self, "expiring"):
		setAttr(t, b.self, m.fast.state, m.fast.expired)
		if k := AsTask(attr(t, b.self, m.fast.task)); k != nil {
			k.uncancel()
		}
	default:
		return Value{}, false, t.Raise(object.AssertionError)
	}
	return none, true, nil
}
