package loop

import (
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// acquiring is the body of Lock.acquire and, with enter, of its __aenter__.
type acquiring struct {
	waiting
	enter bool
}

func (m *Module) fastLockAcquire(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if d := attr(t, a[0], m.fast.waiters); !d.IsNone() && (asDeque(d) == nil || !futures(asDeque(d))) {
			return Value{}, false, nil
		}
		return m.newAcquiring(fn, a[0], false), true, nil
	}
}

func (m *Module) newAcquiring(fn *vm.Function, self Value, enter bool) Value {
	b := &acquiring{enter: enter}
	b.init(m, self)
	return vm.NewCoroutine(fn, b)
}

func (b *acquiring) result() Value {
	if b.enter {
		return none
	}
	return object.True
}

// Step implements vm.Body.
func (b *acquiring) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	n := &b.m.fast
	if b.fut == nil {
		d := asDeque(attr(t, b.self, n.waiters))
		if attr(t, b.self, n.locked) != object.True && allCancelled(d) {
			setAttr(t, b.self, n.locked, object.True)
			return b.result(), true, nil
		}
		return b.wait(t, b.m.newWaiters(t, b.self))
	}
	err := b.woken(t, exc)
	d := b.m.newWaiters(t, b.self)
	d.Discard(t, b.fut.value())
	if err != nil {
		if isCancelled(t, err) && attr(t, b.self, n.locked) != object.True {
			wakeFirst(t, d, object.True)
		}
		return Value{}, false, err
	}
	setAttr(t, b.self, n.locked, object.True)
	return b.result(), true, nil
}

func allCancelled(d *collmod.Deque) bool {
	if d == nil {
		return true
	}
	for i := range d.Len() {
		if f := AsFuture(d.At(i)); f == nil || f.state != cancelled {
			return false
		}
	}
	return true
}

func (m *Module) fastLockRelease(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		d := attr(t, a[0], m.fast.waiters)
		if attr(t, a[0], m.fast.locked) != object.True || !d.IsNone() && (asDeque(d) == nil || !futures(asDeque(d))) {
			return Value{}, false, nil
		}
		setAttr(t, a[0], m.fast.locked, object.False)
		wakeFirst(t, asDeque(d), object.True)
		return none, true, nil
	}
}

// semAcquiring is the body of Semaphore.acquire.
type semAcquiring struct {
	waiting
	enter bool
}

func (m *Module) fastSemAcquire(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if !m.plainSem(t, a[0]) {
			return Value{}, false, nil
		}
		return m.newSemAcquiring(fn, a[0], false), true, nil
	}
}

func (m *Module) newSemAcquiring(fn *vm.Function, self Value, enter bool) Value {
	b := &semAcquiring{enter: enter}
	b.init(m, self)
	return vm.NewCoroutine(fn, b)
}

// plainSem reports a semaphore in a state that is known here.
func (m *Module) plainSem(t *Thread, o Value) bool {
	d := attr(t, o, m.fast.waiters)
	return attr(t, o, m.fast.value).IsInt() && (d.IsNone() || asDeque(d) != nil && futures(asDeque(d)))
}

// Step implements vm.Body.
func (b *semAcquiring) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	n := &b.m.fast
	result := object.True
	if b.enter {
		result = none
	}
	d := asDeque(attr(t, b.self, n.waiters))
	if b.fut == nil {
		if v := attr(t, b.self, n.value); v != object.Int(0) && allCancelled(d) {
			setAttr(t, b.self, n.value, object.Int(v.AsInt()-1))
			return result, true, nil
		}
		return b.wait(t, b.m.newWaiters(t, b.self))
	}
	err := b.woken(t, exc)
	if d != nil {
		d.Discard(t, b.fut.value())
	}
	if err != nil && isCancelled(t, err) && b.fut.state == finished {
		setAttr(t, b.self, n.value, object.Int(attr(t, b.self, n.value).AsInt()+1))
	}
	for attr(t, b.self, n.value).AsInt() > 0 {
		if !b.m.semWake(t, b.self, d) {
			break
		}
	}
	if err != nil {
		return Value{}, false, err
	}
	return result, true, nil
}

// semWake hands one unit of a semaphore to the first waiter that is not done.
func (m *Module) semWake(t *Thread, o Value, d *collmod.Deque) bool {
	if d == nil {
		return false
	}
	for i := range d.Len() {
		if f := AsFuture(d.At(i)); f.state == pending {
			setAttr(t, o, m.fast.value, object.Int(attr(t, o, m.fast.value).AsInt()-1))
			_ = f.SetResult(t, object.True)
			return true
		}
	}
	return false
}

func (m *Module) fastSemRelease(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if !m.plainSem(t, a[0]) {
			return Value{}, false, nil
		}
		setAttr(t, a[0], m.fast.value, object.Int(attr(t, a[0], m.fast.value).AsInt()+1))
		m.semWake(t, a[0], asDeque(attr(t, a[0], m.fast.waiters)))
		return none, true, nil
	}
}

// fastEnter and fastExit are what "async with" calls on locks and semaphores.
func (m *Module) fastEnter(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		d := attr(t, a[0], m.fast.waiters)
		if !d.IsNone() && (asDeque(d) == nil || !futures(asDeque(d))) {
			return Value{}, false, nil
		}
		switch {
		case m.inherits(t, a[0], m.fast.acquire, "Lock.acquire"):
			return m.newAcquiring(fn, a[0], true), true, nil
		case m.inherits(t, a[0], m.fast.acquire, "Semaphore.acquire") && m.plainSem(t, a[0]):
			return m.newSemAcquiring(fn, a[0], true), true, nil
		}
		return Value{}, false, nil
	}
}

func (m *Module) fastExit(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		for _, name := range []string{"Lock.release", "Semaphore.release"} {
			if m.inherits(t, a[0], m.fast.release, name) {
				b := &exiting{fn: m.fast.fns[name]}
				b.init(m, a[0])
				return vm.NewCoroutine(fn, b), true, nil
			}
		}
		return Value{}, false, nil
	}
}

// exiting is the body of __aexit__: it releases.
type exiting struct {
	waiting
	fn *vm.Function
}

// Step implements vm.Body.
func (b *exiting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	if exc != nil {
		return Value{}, false, exc
	}
	r, err := t.Call(object.Of(b.fn), b.self)
	t.DropFloating(r)
	return none, true, err
}

// eventWaiting is the body of Event.wait.
type eventWaiting struct{ waiting }

func (m *Module) fastEventWait(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if asDeque(attr(t, a[0], m.fast.waiters)) == nil {
			return Value{}, false, nil
		}
		b := &eventWaiting{}
		b.init(m, a[0])
		return vm.NewCoroutine(fn, b), true, nil
	}
}

// Step implements vm.Body.
func (b *eventWaiting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	n := &b.m.fast
	if b.fut == nil {
		if attr(t, b.self, n.value) == object.True {
			return object.True, true, nil
		}
		return b.wait(t, b.m.newWaiters(t, b.self))
	}
	err := b.woken(t, exc)
	b.m.newWaiters(t, b.self).Discard(t, b.fut.value())
	return object.True, true, err
}
