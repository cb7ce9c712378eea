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
		if _, ok := waitersOf(attr(t, a[0], m.fast.waiters)); !ok {
			return Value{}, false, nil
		}
		return m.newAcquiring(fn, a[0], false), true, nil
	}
}

func (m *Module) newAcquiring(fn *vm.Function, self Value, enter bool) Value {
	b := acquiring{enter: enter}
	b.init(m, self)
	return m.spare.acquiring.New(fn, b)
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
			b.m.taken(b.self, b.enter)
			return b.result(), true, nil
		}
		return b.wait(t, b.m.newWaiters(t, b.self))
	}
	err := b.woken(t, exc)
	d := b.m.newWaiters(t, b.self)
	d.Discard(t, b.fut.value())
	if err != nil {
		if b.m.isCancelled(err) && attr(t, b.self, n.locked) != object.True {
			wakeFirst(t, d, object.True)
		}
		return Value{}, false, err
	}
	setAttr(t, b.self, n.locked, object.True)
	b.m.taken(b.self, b.enter)
	return b.result(), true, nil
}

// taken tells a debugger who holds a lock, where no frame shows it.
func (m *Module) taken(o Value, enter bool) {
	if m.OnAcquire != nil && !enter {
		m.OnAcquire(o)
	}
}

func (m *Module) released(o Value) {
	if m.OnRelease != nil {
		m.OnRelease(o)
	}
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
	return func(t *Thread, a []Value) (Value, bool, error) { return none, m.releaseLock(t, a[0]), nil }
}

// releaseLock is Lock.release() where there is nothing to complain of.
func (m *Module) releaseLock(t *Thread, o Value) bool {
	d, ok := waitersOf(attr(t, o, m.fast.waiters))
	if !ok || attr(t, o, m.fast.locked) != object.True {
		return false
	}
	setAttr(t, o, m.fast.locked, object.False)
	m.released(o)
	wakeFirst(t, d, object.True)
	return true
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
	b := semAcquiring{enter: enter}
	b.init(m, self)
	return m.spare.semAcquiring.New(fn, b)
}

// plainSem reports a semaphore in a state that is known here.
func (m *Module) plainSem(t *Thread, o Value) bool {
	_, ok := waitersOf(attr(t, o, m.fast.waiters))
	return ok && attr(t, o, m.fast.value).IsInt()
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
			b.m.taken(b.self, b.enter)
			return result, true, nil
		}
		return b.wait(t, b.m.newWaiters(t, b.self))
	}
	err := b.woken(t, exc)
	if d != nil {
		d.Discard(t, b.fut.value())
	}
	if err != nil && b.m.isCancelled(err) && b.fut.state == finished {
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
	b.m.taken(b.self, b.enter)
	return result, true, nil
}

// semWake hands one unit of a semaphore to the first waiter that is not done.
func (m *Module) semWake(t *Thread, o Value, d *collmod.Deque) bool {
	if d == nil {
		return false
	}
	for i := range d.Len() {
		if f := AsFuture(d.At(i)); f != nil && f.state == pending {
			setAttr(t, o, m.fast.value, object.Int(attr(t, o, m.fast.value).AsInt()-1))
			_ = f.SetResult(t, object.True)
			return true
		}
	}
	return false
}

func (m *Module) fastSemRelease(*vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) { return none, m.releaseSem(t, a[0]), nil }
}

// releaseSem is Semaphore.release().
func (m *Module) releaseSem(t *Thread, o Value) bool {
	if !m.plainSem(t, o) {
		return false
	}
	setAttr(t, o, m.fast.value, object.Int(attr(t, o, m.fast.value).AsInt()+1))
	m.released(o)
	m.semWake(t, o, asDeque(attr(t, o, m.fast.waiters)))
	return true
}

// fastEnter and fastExit are what "async with" calls on locks and semaphores.
func (m *Module) fastEnter(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		if _, ok := waitersOf(attr(t, a[0], m.fast.waiters)); !ok {
			return Value{}, false, nil
		}
		switch {
		case inherits(t, a[0], m.fast.acquire, m.fast.lockAcquire):
			return m.newAcquiring(fn, a[0], true), true, nil
		case inherits(t, a[0], m.fast.acquire, m.fast.semAcquire) && m.plainSem(t, a[0]):
			return m.newSemAcquiring(fn, a[0], true), true, nil
		}
		return Value{}, false, nil
	}
}

func (m *Module) fastExit(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		b := exiting{}
		switch {
		case inherits(t, a[0], m.fast.release, m.fast.lockRelease):
			b.fn = m.fast.lockRelease
		case inherits(t, a[0], m.fast.release, m.fast.semRelease):
			b.fn, b.sem = m.fast.semRelease, true
		default:
			return Value{}, false, nil
		}
		b.init(m, a[0])
		return m.spare.exiting.New(fn, b), true, nil
	}
}

// exiting is the body of __aexit__: it releases.
type exiting struct {
	waiting
	sem bool  // a semaphore, no lock
	fn  Value // what to call when the accelerator does not do
}

// Step implements vm.Body.
func (b *exiting) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	if exc != nil {
		return Value{}, false, exc
	}
	if b.sem && b.m.releaseSem(t, b.self) || !b.sem && b.m.releaseLock(t, b.self) {
		return none, true, nil
	}
	r, err := t.Call(b.fn, b.self)
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
		b := eventWaiting{}
		b.init(m, a[0])
		return m.spare.eventWaiting.New(fn, b), true, nil
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
