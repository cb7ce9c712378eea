package loop

import (
	"math"

	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/collmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// The asyncio package is Python code; what its programs spend their time in
// has an accelerator here, which works on the same attributes. A function of
// the package asks for it with the decorator _accelerated("name"). Whatever an
// accelerator does not know (a subclass with methods of its own, an error to
// raise) it leaves to the Python function before it has changed anything, so
// one text says what happens and the other is only faster. TestAccelerators
// runs the programs of the tests both ways.

// fast is what the accelerators need of the package.
type fast struct {
	off bool // for tests
	fns map[string]*vm.Function
	// functions of the package, to tell whether a class has others
	lockAcquire, lockRelease, semAcquire, semRelease, timeoutReschedule Value
	// attribute names
	locked, waiters, value, maxsize, queue, getters, putters, unfinished, finished, isShutdown,
	tasks, entered, exiting, aborting, loop, completed, onTaskDone, acquire, release,
	state, handler, task, cancelling, when, onTimeout, reschedule, callAt *object.Str
	active, finishedState, expired Value        // what a Timeout's _state may become
	queueType                      *object.Type // asyncio.Queue
	unset                          Value        // the callable of sleep's timer
}

// spare is memory for the coroutines of the accelerators.
type spare struct {
	pass            vm.Spare[pass, *pass]
	sleeping        vm.Spare[sleeping, *sleeping]
	acquiring       vm.Spare[acquiring, *acquiring]
	semAcquiring    vm.Spare[semAcquiring, *semAcquiring]
	exiting         vm.Spare[exiting, *exiting]
	eventWaiting    vm.Spare[eventWaiting, *eventWaiting]
	putting         vm.Spare[putting, *putting]
	getting         vm.Spare[getting, *getting]
	timeoutEntering vm.Spare[timeoutEntering, *timeoutEntering]
	timeoutExiting  vm.Spare[timeoutExiting, *timeoutExiting]
}

// Unaccelerated makes the asyncio package run as Python alone. It is for
// tests, and to be called before the package is imported.
func (m *Module) Unaccelerated() { m.fast.off = true }

// accelerate is _accelerate(name, fn): it gives fn the accelerator of a name.
func (m *Module) accelerate(t *Thread, a []Value, _ kwargs) (Value, error) {
	f := &m.fast
	if f.off {
		return a[1], nil
	}
	name := object.AsStr(a[0]).S
	if f.fns == nil {
		f.fns = map[string]*vm.Function{}
		for _, n := range []struct {
			p **object.Str
			s string
		}{
			{&f.locked, "_locked"},
			{&f.waiters, "_waiters"},
			{&f.value, "_value"},
			{&f.maxsize, "_maxsize"},
			{&f.queue, "_queue"},
			{&f.getters, "_getters"},
			{&f.putters, "_putters"},
			{&f.unfinished, "_unfinished_tasks"},
			{&f.finished, "_finished"},
			{&f.isShutdown, "_is_shutdown"},
			{&f.tasks, "_tasks"},
			{&f.entered, "_entered"},
			{&f.exiting, "_exiting"},
			{&f.aborting, "_aborting"},
			{&f.loop, "_loop"},
			{&f.completed, "_on_completed_fut"},
			{&f.onTaskDone, "_on_task_done"},
			{&f.acquire, "acquire"},
			{&f.release, "release"},
			{&f.state, "_state"},
			{&f.handler, "_handler"},
			{&f.task, "_task"},
			{&f.cancelling, "_cancelling"},
			{&f.when, "_when"},
			{&f.onTimeout, "_on_timeout"},
			{&f.reschedule, "reschedule"},
			{&f.callAt, "call_at"},
		} {
			*n.p = t.Interp.Intern(n.s)
		}
		f.active, f.finishedState, f.expired = object.Of(t.Interp.Intern("active")), object.Of(t.Interp.Intern("finished")), object.Of(t.Interp.Intern("expired"))
	}
	table := map[string]func(fn *vm.Function) vm.Accelerator{
		"sleep":                           m.fastSleep,
		"Lock.acquire":                    m.fastLockAcquire,
		"Lock.release":                    m.fastLockRelease,
		"Semaphore.acquire":               m.fastSemAcquire,
		"Semaphore.release":               m.fastSemRelease,
		"_ContextManagerMixin.__aenter__": m.fastEnter,
		"_ContextManagerMixin.__aexit__":  m.fastExit,
		"Event.wait":                      m.fastEventWait,
		"Queue.put":                       m.fastQueuePut,
		"Queue.get":                       m.fastQueueGet,
		"Queue.put_nowait":                m.fastPutNowait,
		"Queue.get_nowait":                m.fastGetNowait,
		"TaskGroup.create_task":           m.fastGroupTask,
		"TaskGroup._on_task_done":         m.fastGroupDone,
		"Timeout.reschedule":              m.fastReschedule,
		"Timeout.__aenter__":              m.fastTimeoutEnter,
		"Timeout.__aexit__":               m.fastTimeoutExit,
	}
	mk := table[name]
	if mk == nil || !a[1].Is(vm.FunctionType) {
		return Value{}, t.Raisef(object.ValueError, "nothing accelerates %s", name)
	}
	fn := object.Cast[vm.Function](a[1])
	f.fns[name] = fn
	switch name {
	case "Lock.acquire":
		f.lockAcquire = a[1]
	case "Lock.release":
		f.lockRelease = a[1]
	case "Semaphore.acquire":
		f.semAcquire = a[1]
	case "Semaphore.release":
		f.semRelease = a[1]
	case "Timeout.reschedule":
		f.timeoutReschedule = a[1]
	}
	vm.Accelerate(a[1], mk(fn))
	return a[1], nil
}

// attr reads an attribute that an object of the package has.
func attr(t *Thread, o Value, name *object.Str) Value {
	if as := object.AttrsOf(o); as != nil {
		if s := as.Shape(); s != nil {
			if i := s.Find(name); i >= 0 {
				return as.Slot(i)
			}
		}
	}
	v, err := t.GetAttr(o, name)
	if err != nil {
		return none
	}
	return v
}

func setAttr(t *Thread, o Value, name *object.Str, v Value) {
	if as := object.AttrsOf(o); as != nil {
		if s := as.Shape(); s != nil {
			if i := s.Find(name); i >= 0 {
				as.SetSlot(t, o.Header(), i, v)
				return
			}
		}
	}
	_ = t.SetAttr(o, name, v)
}

// inherits reports that a method of o's class is the one that an accelerator
// stands for.
func inherits(t *Thread, o Value, method *object.Str, fn Value) bool {
	return fn.Valid() && t.Lookup(o.Type(), method) == fn && !ownAttr(o, method)
}

func ownAttr(o Value, name *object.Str) bool {
	as := object.AttrsOf(o)
	if as == nil {
		return false
	}
	if s := as.Shape(); s != nil && s.Find(name) >= 0 {
		return true
	}
	return as.HasDict()
}

func asDeque(v Value) *collmod.Deque {
	if v.Is(collmod.DequeType) {
		return object.Cast[collmod.Deque](v)
	}
	return nil
}

// waitersOf reads a deque of waiters, or None. ok is false for anything else,
// and when the waiters are no futures of ours.
func waitersOf(v Value) (d *collmod.Deque, ok bool) {
	if v.IsNone() {
		return nil, true
	}
	d = asDeque(v)
	return d, d != nil && (d.Len() == 0 || AsFuture(d.At(0)) != nil)
}

// waiting is the common part of the bodies that wait for one future at a time.
type waiting struct {
	m    *Module
	self Value
	fut  *Future // what it waits for, or nil
}

func (w *waiting) init(m *Module, self Value) {
	w.m, w.self = m, self
	self.Hold()
}

// Awaiting implements vm.Body.
func (w *waiting) Awaiting() Value {
	if w.fut == nil {
		return Value{}
	}
	return w.fut.value()
}

// Traverse implements vm.Body.
func (w *waiting) Traverse(visit func(Value)) {
	if w.self.Valid() {
		visit(w.self)
	}
	if w.fut != nil {
		visit(w.fut.value())
	}
}

// wait makes the future that the body suspends for, in a queue of waiters.
func (w *waiting) wait(t *Thread, queue *collmod.Deque) (Value, bool, error) {
	l, err := w.m.runningLoop(t)
	if err != nil {
		return Value{}, false, err
	}
	if queue != nil {
		// A primitive belongs to the first loop in which somebody waits for it.
		switch owner := attr(t, w.self, w.m.fast.loop); {
		case owner.IsNone():
			setAttr(t, w.self, w.m.fast.loop, object.Of(l))
		case owner != object.Of(l):
			r, err := t.Repr(w.self)
			if err != nil {
				return Value{}, false, err
			}
			return Value{}, false, t.Raisef(object.RuntimeError, "%s is bound to a different event loop", r)
		}
	}
	w.fut = l.newFuture(t)
	w.fut.value().Hold()
	if queue != nil {
		queue.Append(t, w.fut.value())
	}
	w.fut.put(blocking, true)
	return w.fut.value(), false, nil
}

// woken ends the wait: it returns the exception with which it ended. The
// caller drops the future.
func (w *waiting) woken(t *Thread, exc *object.Exception) error {
	if exc != nil {
		return exc
	}
	if w.fut.state == pending {
		return t.Raisef(object.RuntimeError, "await wasn't used with future")
	}
	_, err := w.fut.get(t)
	return err
}

// drop lets go of the future.
func (w *waiting) drop(t *Thread) {
	f := w.fut
	w.fut = nil
	t.Release(f.value())
}

// newWaiters is an object's queue of waiters, which is made at need.
func (m *Module) newWaiters(t *Thread, o Value) *collmod.Deque {
	if d := asDeque(attr(t, o, m.fast.waiters)); d != nil {
		return d
	}
	d := collmod.NewDeque()
	setAttr(t, o, m.fast.waiters, object.Of(d))
	return d
}

// wakeFirst completes the first waiter, unless it is done.
func wakeFirst(t *Thread, d *collmod.Deque, v Value) {
	if d != nil && d.Len() > 0 {
		if f := AsFuture(d.At(0)); f != nil && f.state == pending {
			_ = f.SetResult(t, v)
		}
	}
}

// wakeNext takes waiters off the queue until one of them is completed.
func wakeNext(t *Thread, d *collmod.Deque) {
	for d.Len() > 0 {
		v := d.PopLeft()
		f := AsFuture(v)
		ok := f != nil && f.state == pending
		if ok {
			v.Hold()
			_ = f.SetResult(t, none)
			v.Forget()
		}
		t.DropFloating(v)
		if ok {
			return
		}
	}
}

func (m *Module) isCancelled(exc error) bool {
	e, ok := exc.(*object.Exception)
	return ok && e.Type().IsSubtype(m.cancelled)
}

// sleep

func (m *Module) fastSleep(fn *vm.Function) vm.Accelerator {
	return func(t *Thread, a []Value) (Value, bool, error) {
		var d float64
		switch {
		case a[0].IsInt():
			d = float64(a[0].AsInt())
		case a[0].IsFloat():
			d = a[0].AsFloat()
		default:
			return Value{}, false, nil
		}
		if math.IsNaN(d) {
			return Value{}, false, nil
		}
		if d <= 0 {
			b := pass{result: a[1]}
			a[1].Hold()
			return m.spare.pass.New(fn, b), true, nil
		}
		b := sleeping{delay: d}
		b.init(m, a[1]) // self is the result
		return m.spare.sleeping.New(fn, b), true, nil
	}
}

// pass is the body of sleep(0): it suspends for one pass of the loop.
type pass struct {
	result Value
	gone   bool
}

// Step implements vm.Body.
func (p *pass) Step(_ *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	if exc != nil {
		return Value{}, false, exc
	}
	if p.gone {
		return p.result, true, nil
	}
	p.gone = true
	return none, false, nil
}

// Awaiting implements vm.Body.
func (p *pass) Awaiting() Value { return Value{} }

// Traverse implements vm.Body.
func (p *pass) Traverse(visit func(Value)) { visit(p.result) }

type sleeping struct {
	waiting
	delay  float64
	handle *Handle
}

// Step implements vm.Body.
func (s *sleeping) Step(t *Thread, _ Value, exc *object.Exception) (Value, bool, error) {
	if s.fut == nil {
		l, err := s.m.runningLoop(t)
		if err != nil {
			return Value{}, false, err
		}
		v, _, _ := s.wait(t, nil)
		f := &s.m.fast
		if !f.unset.Valid() {
			f.unset = object.NewNative("asyncio.futures", "_set_result_unless_cancelled", "fut, result, /", func(t *Thread, a []Value, _ kwargs) (Value, error) {
				if fut := AsFuture(a[0]); fut.state == pending {
					return none, fut.SetResult(t, a[1])
				}
				return none, nil
			})
		}
		s.handle = l.callAt(t, l.now()+s.delay, f.unset, []Value{v, s.self})
		object.Of(s.handle).Hold()
		return v, false, nil
	}
	err := s.woken(t, exc)
	h := s.handle
	s.handle = nil
	h.cancel(t)
	t.Release(object.Of(h))
	return s.self, true, err
}

// Traverse implements vm.Body.
func (s *sleeping) Traverse(visit func(Value)) {
	s.waiting.Traverse(visit)
	if s.handle != nil {
		visit(object.Of(s.handle))
	}
}
