package loop

import (
	"math"
	"strconv"
	"strings"

	"github.com/asynctools/asynctools/runtime/code"
	"github.com/asynctools/asynctools/runtime/object"
	"github.com/asynctools/asynctools/runtime/stdlib/contextmod"
	"github.com/asynctools/asynctools/runtime/vm"
)

// Task is asyncio.Task: it drives a coroutine.
type Task struct {
	Future
	coro       object.Ref
	context    object.Ref
	prev, next *Task // the list of live tasks
	// What it waits for is Future.result, which has no other use before the end.
	// Where it was made, for the debugger, is among the flags: an index into
	// Module.sites.
}

// site is a place where tasks are made.
type site struct {
	code *code.Code
	pc   int
}

// AsTask views a value as a task, or nil.
func AsTask(v Value) *Task {
	if v.Valid() && v.Type().IsSubtype(TaskType) {
		return object.Cast[Task](v)
	}
	return nil
}

// isCoroutine reports what a task can drive.
func isCoroutine(v Value) bool {
	if v.Is(vm.CoroutineType) || v.Is(vm.AsyncGenThrowType) || v.Is(vm.AsyncGenSendType) {
		return true
	}
	return false
}

func (m *Module) newTask(t *Thread, l *Loop, coro, name Value) (Value, error) {
	k := &Task{}
	k.Header = object.NewHeader(TaskType)
	k.SetFlags(object.Finalizes)
	if err := m.initTask(t, k, l, coro, name); err != nil {
		return Value{}, err
	}
	return object.Of(k), m.startTask(t, k, false)
}

func (m *Module) initTask(t *Thread, k *Task, l *Loop, coro, name Value) error {
	if !isCoroutine(coro) {
		ok := false
		if f, err := t.GetAttrOpt(coro, t.Interp.Intern("send")); err == nil && f.Valid() && coro.Type().S().Await != nil {
			ok = true
		}
		if !ok {
			r, err := t.Repr(coro)
			if err != nil {
				return err
			}
			return t.Raisef(object.TypeError, "a coroutine was expected, got %s", r)
		}
	}
	k.loop = l
	k.put(logDestroy, true)
	k.Take(coro)
	k.coro = object.RefTo(coro)
	m.lastID++
	k.id = int32(m.lastID)
	switch {
	case !name.Valid() || name.IsNone():
		n := m.nextName()
		if late := m.lastID - n; 0 <= late && late <= math.MaxUint16 {
			k.late = uint16(late)
		} else {
			k.setName(t, object.NewStr("Task-"+strconv.Itoa(n)))
		}
	case object.AsStr(name) == nil:
		s, err := t.StrValue(name)
		if err != nil {
			return err
		}
		k.setName(t, s)
	default:
		k.setName(t, name)
	}
	if at := m.here(t); at <= math.MaxUint16 {
		k.SetExtra(uint16(at))
	} else {
		k.more().site = at
	}
	t.StoreRef(&k.Header, &k.context, contextmod.Fork(t))
	if l.debug {
		k.trace(t)
	}
	m.list(k)
	if m.OnTask != nil {
		m.OnTask(k, true)
	}
	return nil
}

// startTask begins a new task: its first step is queued, or done at once
// (eager tasks, if their loop is running).
func (m *Module) startTask(t *Thread, k *Task, eager bool) error {
	l := k.loop
	if !eager || m.running != l {
		l.pushTask(t, k, nil)
		return nil
	}
	v := object.Of(k)
	v.Hold()
	err := k.step(t, nil)
	v.Forget()
	return err
}

// list and unlist maintain the list of live tasks.
func (m *Module) list(k *Task) {
	k.prev = m.tail
	if m.tail != nil {
		m.tail.next = k
	} else {
		m.head = k
	}
	m.tail = k
	m.live++
}

func (m *Module) unlist(k *Task) {
	if k.prev == nil && m.head != k {
		return
	}
	if k.prev != nil {
		k.prev.next = k.next
	} else {
		m.head = k.next
	}
	if k.next != nil {
		k.next.prev = k.prev
	} else {
		m.tail = k.prev
	}
	k.prev, k.next = nil, nil
	m.live--
	if m.OnTask != nil {
		m.OnTask(k, false)
	}
}

// here is the index of the place where a task is being made, outside of the
// library if there is such a frame. Index 0 is no place.
func (m *Module) here(t *Thread) int32 {
	var s site
	for f := vm.Of(t).Current(); f != nil; f = f.Back() {
		s = site{f.Code(), f.PC()}
		if !strings.HasPrefix(s.code.Filename(), "<frozen ") {
			break
		}
	}
	if n := m.lastSite; m.sites != nil && m.sites[n] == s {
		return n
	}
	if m.siteIndex == nil {
		m.siteIndex, m.sites = map[site]int32{{}: 0}, []site{{}}
	}
	n, ok := m.siteIndex[s]
	if !ok {
		n = int32(len(m.sites))
		m.siteIndex[s] = n
		m.sites = append(m.sites, s)
	}
	m.lastSite = n
	return n
}

// setContext makes the task run in a context of the caller's; without one it has
// an empty one that is made when a variable is first set.
func (k *Task) setContext(t *Thread, ctx Value) error {
	if err := checkContext(t, ctx); err != nil {
		return err
	}
	t.StoreRef(&k.Header, &k.context, ctx)
	return nil
}

// checkContext refuses what is no context.
func checkContext(t *Thread, ctx Value) error {
	if !ctx.Valid() || ctx.Is(contextmod.ContextType) {
		return nil
	}
	return t.Raisef(object.TypeError, "a context was expected, got %s", ctx.Type().TpName())
}

// step runs the coroutine until it waits, ends or fails.
func (k *Task) step(t *Thread, exc *object.Exception) error {
	m := k.loop.m
	if k.state != pending {
		return raise(t, "InvalidStateError", "__step(): already done")
	}
	if k.is(mustCancel) {
		if exc == nil || !exc.Type().IsSubtype(m.cancelled) {
			exc = k.cancelledError(t)
		}
		k.put(mustCancel, false)
	}
	w := k.result
	k.result = Value{}
	t.Release(w)
	outer := m.current
	m.current = k
	ctx := t.Context
	t.Context = k.context.Value()
	st := vm.Of(t)
	var v Value
	var done bool
	var err error
	if exc != nil && m.Watch != nil && exc.Type().IsSubtype(m.cancelled) {
		err = m.Watch.Cancelled(t, k, w, exc)
	}
	if err != nil {
		// The debugger ends the program.
	} else if exc == nil {
		v, done, err = st.Send(k.coro.Value(), none)
	} else {
		object.Of(exc).Hold()
		v, done, err = st.ThrowInto(k.coro.Value(), exc)
		if err != error(exc) {
			t.Release(object.Of(exc))
		} else {
			object.Of(exc).Forget()
		}
	}
	m.current = outer
	k.context, t.Context = object.RefTo(t.Context), ctx
	switch {
	case err == vm.ErrKilled:
		return err
	case err != nil:
		return k.failed(t, t.AsRaised(err))
	case done:
		if k.is(mustCancel) {
			k.put(mustCancel, false)
			k.end(t)
			k.Future.cancel(t, k.cancelMsg())
			return nil
		}
		v.Hold2()
		k.end(t)
		err := k.SetResult(t, v)
		t.Release(v)
		return err
	}
	return k.wait(t, v)
}

// end takes a task that is over off the list and lets go of its coroutine.
func (k *Task) end(t *Thread) {
	k.loop.m.unlist(k)
	if k.loop.m.Only == k {
		k.loop.m.Unhold(t)
	}
}

func (k *Task) failed(t *Thread, e *object.Exception) error {
	v := object.Of(e)
	v.Hold()
	defer t.Release(v)
	k.end(t)
	if e.Type().IsSubtype(k.loop.m.cancelled) {
		t.Store(&k.Header, &k.more().ending, v)
		k.Future.cancel(t, none)
		return nil
	}
	if err := k.SetException(t, v); err != nil {
		return err
	}
	if e.Type().IsSubtype(object.KeyboardInterrupt) || e.Type().IsSubtype(object.SystemExit) {
		return e
	}
	return nil
}

// wait handles what the coroutine yielded.
func (k *Task) wait(t *Thread, v Value) error {
	bad := func(format string, args ...any) error {
		t.DropFloating(v)
		e := t.AsRaised(t.Raisef(object.RuntimeError, format, args...))
		k.loop.push(t, entry{kind: entryThrow, task: k, call: &doneCall{Header: object.StaticHeader(throwCallType), fn: object.Of(e)}})
		return nil
	}
	if v.IsNone() {
		k.loop.pushTask(t, k, nil)
		return nil
	}
	f := AsFuture(v)
	if f == nil {
		if handled, err := k.waitForeign(t, v, bad); handled || err != nil {
			return err
		}
		r, err := t.Repr(v)
		if err != nil {
			return err
		}
		if v.Is(vm.GeneratorType) {
			self, _ := t.Repr(object.Of(k))
			return bad("yield was used instead of yield from for generator in task %s with %s", self, r)
		}
		return bad("Task got bad yield: %s", r)
	}
	if f.loop != k.loop {
		self, _ := t.Repr(object.Of(k))
		r, _ := t.Repr(v)
		return bad("Task %s got Future %s attached to a different loop", self, r)
	}
	if !f.is(blocking) {
		self, _ := t.Repr(object.Of(k))
		r, _ := t.Repr(v)
		return bad("yield was used instead of yield from in task %s with %s", self, r)
	}
	if f == &k.Future {
		self, _ := t.Repr(object.Of(k))
		return bad("Task cannot await on itself: %s", self)
	}
	f.put(blocking, false)
	k.Take(v)
	k.result = v
	f.addCallback(t, callback{task: k})
	if k.is(mustCancel) {
		ok, err := cancelValue(t, v, k.cancelMsg())
		if err != nil {
			return err
		}
		if ok {
			k.put(mustCancel, false)
		}
	}
	return nil
}

// wake is the done callback of what the task waited for.
func (k *Task) wake(t *Thread, f *Future) error {
	if f.state == pending {
		return nil
	}
	var exc *object.Exception
	if f.state == cancelled {
		exc = f.cancelledError(t)
	} else if f.is(raised) {
		// The future's get() in the coroutine raises it, unless the task is to be
		// cancelled, which the future's own CancelledError does.
		f.read()
		if k.is(mustCancel) {
			exc = f.raising(t)
		}
	}
	return k.step(t, exc)
}

// cancelValue calls cancel(msg) of any future.
func cancelValue(t *Thread, v, msg Value) (bool, error) {
	if k := AsTask(v); k != nil && v.Is(TaskType) {
		return k.cancelTask(t, msg)
	}
	if f := AsFuture(v); f != nil && v.Is(FutureType) {
		return f.cancel(t, msg), nil
	}
	if v.Is(GatherType) {
		return object.Cast[gathering](v).cancelAll(t, msg)
	}
	args := []Value{}
	if msg.Valid() && !msg.IsNone() {
		args = append(args, msg)
	}
	r, err := t.CallMethod(v, t.Interp.Intern("cancel"), args...)
	if err != nil {
		return false, err
	}
	return t.Truth(r)
}

func (k *Task) cancelTask(t *Thread, msg Value) (bool, error) {
	k.read()
	if k.state != pending {
		return false, nil
	}
	k.more().cancels++
	if w := k.loop.m.Watch; w != nil {
		w.Cancelling(t, k)
	}
	if k.result.Valid() {
		ok, err := cancelValue(t, k.result, msg)
		if err != nil || ok {
			return ok, err
		}
	}
	k.put(mustCancel, true)
	k.setCancelMsg(t, msg)
	return true, nil
}

// uncancel takes one request to cancel the task back, and returns how many are
// left.
func (k *Task) uncancel() int32 {
	r := k.rare
	if r == nil {
		return 0
	}
	if r.cancels > 0 {
		if r.cancels--; r.cancels == 0 {
			k.put(mustCancel, false)
		}
	}
	return r.cancels
}

// Accessors for the debugger.

// ID numbers tasks from 1 in order of creation.
func (k *Task) ID() int { return int(k.id) }

// Name is the task's name.
func (k *Task) Name() string {
	if k.rare == nil || !k.rare.name.Valid() {
		return "Task-" + strconv.Itoa(int(k.id)-int(k.late))
	}
	return object.AsStr(k.rare.name).S
}

// nameValue is the name as a str.
func (k *Task) nameValue() Value {
	r := k.more()
	if !r.name.Valid() {
		r.name = object.NewStr(k.Name())
	}
	return r.name
}

func (k *Task) setName(t *Thread, name Value) { t.Store(&k.Header, &k.more().name, name) }

// Created is where the task was made.
func (k *Task) Created() (file string, line int) {
	at := int32(k.Extra())
	if at == 0 && k.rare != nil {
		at = k.rare.site
	}
	if at == 0 {
		return "", 0
	}
	s := k.loop.m.sites[at]
	return s.code.Filename(), s.code.LineAt(s.pc)
}

// Coro is the coroutine the task drives.
func (k *Task) Coro() Value { return k.coro.Value() }

// Waiter is the future the task waits for, or the invalid Value.
func (k *Task) Waiter() Value {
	if k.state != pending {
		return Value{}
	}
	return k.result
}

// Next walks the list of live tasks.
func (k *Task) Next() *Task { return k.next }

// Cancelling is the number of cancellation requests.
func (k *Task) Cancelling() int {
	if k.rare == nil {
		return 0
	}
	return int(k.rare.cancels)
}

// Waiters lists the tasks that a future will wake.
func (f *Future) Waiters() []*Task { return f.waiters(map[*Future]bool{}) }

// Gathered reports that a gather(return_exceptions=True) takes an exception of the
// future for a result.
func (f *Future) Gathered() bool {
	found := false
	f.eachCallback(func(c callback) {
		if c.task == nil && c.call.next != nil {
			found = found || c.call.next.excs
		}
	})
	return found
}

// waiters leaves out what has been seen: the callbacks of shield close over the
// future inside and the one outside, and each of these has one of them.
func (f *Future) waiters(seen map[*Future]bool) []*Task {
	if seen[f] {
		return nil
	}
	seen[f] = true
	var out []*Task
	f.eachCallback(func(c callback) {
		switch {
		case c.task != nil:
			out = append(out, c.task)
		case c.call.next != nil:
			out = append(out, c.call.next.Future.waiters(seen)...)
		default:
			out = append(out, behind(c.call.fn, seen)...)
		}
	})
	return out
}

// behind finds the tasks that a done callback written in Python wakes: a
// TaskGroup's parent, or the waiters of a future that the callback closes over
// (shield, wait).
func behind(fn Value, seen map[*Future]bool) []*Task {
	if fn.Is(object.MethodType) {
		var out []*Task
		object.EachAttr(object.Cast[object.Method](fn).Self, func(name string, v Value) {
			if k := AsTask(v); k != nil && name == "_parent_task" && k.state == pending {
				out = append(out, k)
			}
			if name == "_done" && object.Cast[object.Method](fn).Self.Type().HasBase("_AsCompleted") {
				out = append(out, getters(v)...)
			}
		})
		return out
	}
	if !fn.Is(vm.FunctionType) {
		return nil
	}
	var out []*Task
	for _, c := range object.Cast[vm.Function](fn).Closure {
		if c.V.Valid() && c.V.Type().HasBase("Future") && AsFuture(c.V) == nil {
			// That of run_coroutine_threadsafe, which somebody may have wrapped.
			object.EachAttr(c.V, func(name string, v Value) {
				if list := object.AsList(v); list != nil && name == "_done_callbacks" {
					for _, fn := range list.Items {
						out = append(out, behind(fn, seen)...)
					}
				}
			})
		}
		if f := AsFuture(c.V); f != nil && f.state == pending && AsTask(c.V) == nil {
			out = append(out, f.waiters(seen)...)
		}
	}
	return out
}

// getters are the tasks that wait for an item of a queue.
func getters(queue Value) []*Task {
	var out []*Task
	object.EachAttr(queue, func(name string, v Value) {
		if name != "_getters" || !v.Valid() || v.Type().S().Traverse == nil {
			return
		}
		v.Type().S().Traverse(v, func(x Value) {
			if f := AsFuture(x); f != nil && f.state == pending {
				out = append(out, f.Waiters()...)
			}
		})
	})
	return out
}

// finalizeTask warns of a task that dies before its coroutine has ended.
func finalizeTask(t *Thread, v Value) {
	k := object.Cast[Task](v)
	if k.state == pending && k.is(logDestroy) && k.loop != nil {
		k.loop.m.unlist(k)
		ctx := object.NewDict()
		ctx.SetString(t, "task", v)
		ctx.SetString(t, "message", object.NewStr("Task was destroyed but it is pending!"))
		if s := k.source(); s.Valid() {
			ctx.SetString(t, "source_traceback", s)
		}
		k.loop.callExceptionHandler(t, ctx)
	}
	finalizeFuture(t, v)
}

func taskTraverse(v Value, visit func(Value)) {
	k := object.Cast[Task](v)
	k.traverse(visit)
	for _, x := range []object.Ref{k.coro, k.context} {
		if x.Valid() {
			visit(x.Value())
		}
	}
}
