// Package loop is the native core of asyncio: the event loop, futures, tasks
// and handles. The rest of the asyncio package is Python code on top of it.
//
// Live tasks are an intrusive list of the loop's thread, so that all_tasks()
// and the debugger walk them without a registry of weak references.
package loop

import (
	"strings"
	"unsafe"

	"github.com/asynctools/asynctools/runtime/object"
)

type (
	// Value is object.Value.
	Value = object.Value
	// Thread is object.Thread.
	Thread = object.Thread
	kwargs = object.KwNames
	def    = object.Def
)

var none = object.None

// Future is asyncio.Future, and the first part of a Task.
type Future struct {
	object.Header
	loop   *Loop
	rare   *rare
	result Value // or the exception, of one that failed
	done   hooks // what runs when it is done
	state  futureState
	// What follows is a task's; it has its place here because the state leaves
	// room for it.
	late uint16 // how far the number in its name is behind its id
	id   int32
}

// Facts about a future, and about a task, among the flags of the object.
const (
	raised     = object.OwnFlag << iota // it failed
	blocking                            // being awaited: "yield from", not "yield" (_asyncio_future_blocking)
	logTB                               // has an exception nobody retrieved
	mustCancel                          // the next step of the task gets a CancelledError
	logDestroy                          // the task's end before that of its coroutine is told of
	traced                              // its rare part is a tracedRare
)

func (f *Future) is(fact object.HeaderFlags) bool { return f.HasFlags(fact) }

func (f *Future) put(fact object.HeaderFlags, on bool) {
	if on {
		f.SetFlags(fact)
	} else {
		f.ClearFlags(fact)
	}
}

// rare is what few futures have. The attributes stand first: the object package
// finds them through the pointer.
type rare struct {
	attrs     object.Attrs
	name      Value // of a task that is not "Task-" and its number
	cancelMsg Value // of a cancelled future, or one that was asked to be
	ending    Value // until it is first raised: the CancelledError that ended a task, or the traceback with which a future failed
	cancels   int32 // how often a task was asked to end
	site      int32 // where it was made, if that is no uint16
}

// more is the rare part, made at need.
func (f *Future) more() *rare {
	if f.rare == nil {
		f.rare = &rare{}
	}
	return f.rare
}

// ownAttrs are the attributes of an instance of the type itself.
func ownAttrs(v Value) *object.Attrs { return &object.Cast[Future](v).more().attrs }

// exc is the exception of a future that failed, or the invalid Value.
func (f *Future) exc() Value {
	if f.is(raised) {
		return f.result
	}
	return Value{}
}

// cancelMsg is the message of the cancellation, or the invalid Value.
func (f *Future) cancelMsg() Value {
	if f.rare == nil {
		return Value{}
	}
	return f.rare.cancelMsg
}

// setCancelMsg replaces the message, also by none.
func (f *Future) setCancelMsg(t *Thread, msg Value) {
	if f.rare != nil || msg.Valid() && !msg.IsNone() {
		t.Store(&f.Header, &f.more().cancelMsg, msg)
	}
}

type futureState uint8

const (
	pending futureState = iota
	cancelled
	finished
)

var stateNames = [...]string{"pending", "cancelled", "finished"}

// The types of this package.
var (
	FutureType     = &object.Type{Name: "Future"}
	TaskType       = &object.Type{Name: "Task"}
	FutureIterType = &object.Type{Name: "FutureIter"}
	LoopType       = &object.Type{Name: "EventLoop"}
	HandleType     = &object.Type{Name: "Handle"}
	TimerType      = &object.Type{Name: "TimerHandle"}
	GatherType     = &object.Type{Name: "_GatheringFuture"}
	yieldOnceType  = &object.Type{Name: "_sleep0"}
)

// AsFuture views a value as a future, or nil.
func AsFuture(v Value) *Future {
	if v.Valid() {
		if ty := v.Type(); ty == FutureType || ty == TaskType || ty.IsSubtype(FutureType) {
			return object.Cast[Future](v)
		}
	}
	return nil
}

// NewFuture makes a pending future of a loop.
func NewFuture(l *Loop) *Future {
	f := &Future{Header: object.NewHeader(FutureType), loop: l}
	f.SetFlags(object.Finalizes)
	return f
}

func (f *Future) value() Value { return object.Of(f) }

// Done reports that the future has a result, an exception or was cancelled.
func (f *Future) Done() bool { return f.state != pending }

func (f *Future) traverse(visit func(Value)) {
	if f.result.Valid() {
		visit(f.result)
	}
	if r := f.rare; r != nil {
		for _, v := range []Value{r.name, r.cancelMsg, r.ending} {
			if v.Valid() {
				visit(v)
			}
		}
	}
	if s := f.source(); s.Valid() {
		visit(s)
	}
	f.eachCallback(func(c callback) { c.visit(visit) })
	object.TraverseAttrs(f.value(), visit)
}

// addCallback registers c, or schedules it when the future is done already.
func (f *Future) addCallback(t *Thread, c callback) {
	if f.state != pending {
		f.loop.schedule(t, f, c)
		return
	}
	f.SetFlags(object.Holds)
	c.visit(Value.Hold)
	f.done.add(c)
}

func (f *Future) finish(t *Thread) {
	if f.done.empty() {
		return
	}
	done := f.done
	f.done = hooks{}
	done.each(func(c callback) {
		f.loop.schedule(t, f, c)
		c.visit(t.Release)
	})
}

// SetResult completes the future.
func (f *Future) SetResult(t *Thread, v Value) error {
	if f.state != pending {
		return raise(t, "InvalidStateError", "invalid state")
	}
	f.Take(v)
	t.Release(f.result)
	f.result = v
	f.state = finished
	f.finish(t)
	return nil
}

// SetException fails the future.
func (f *Future) SetException(t *Thread, v Value) error {
	if f.state != pending {
		return raise(t, "InvalidStateError", "invalid state")
	}
	if ty := object.AsType(v); ty != nil && ty.IsSubtype(object.BaseException) {
		var err error
		if v, err = t.Call(v); err != nil {
			return err
		}
	}
	e := object.AsExc(v)
	if e == nil {
		return t.Raisef(object.TypeError, "invalid exception object")
	}
	if e.Type().IsSubtype(object.StopIteration) {
		n := object.NewExc(object.RuntimeError, object.NewStr("StopIteration interacts badly with generators and cannot be raised into a Future"))
		n.SetCause(t, v)
		n.SetContext(t, v)
		v = object.Of(n)
	}
	f.Take(v)
	t.Release(f.result)
	f.result = v
	f.put(raised, true)
	f.state = finished
	f.put(logTB, true)
	if f.loop != nil {
		f.loop.m.failures++
		f.loop.m.unread[f] = f.loop.m.failures
	}
	if tb := object.AsExc(v).TB; tb.Valid() {
		t.Store(&f.Header, &f.more().ending, tb)
	}
	if f.loop != nil && f.loop.m.Watch != nil {
		f.loop.m.Watch.Failed(t, f)
	}
	f.finish(t)
	return nil
}

// cancel is Future.cancel.
func (f *Future) cancel(t *Thread, msg Value) bool {
	f.read()
	if f.state != pending {
		return false
	}
	f.state = cancelled
	f.setCancelMsg(t, msg)
	f.finish(t)
	return true
}

// cancelledError is the exception that awaiting a cancelled future raises.
func (f *Future) cancelledError(t *Thread) *object.Exception {
	if f.state == cancelled && f.rare != nil && f.rare.ending.Valid() {
		e := f.rare.ending
		f.rare.ending = Value{}
		e.Forget()
		return object.AsExc(e)
	}
	return f.loop.m.newCancelled(f.cancelMsg())
}

func (m *Module) newCancelled(msg Value) *object.Exception {
	ty := m.cancelled
	if msg.Valid() && !msg.IsNone() {
		return object.NewExc(ty, msg)
	}
	return object.NewExc(ty)
}

// get returns the result or the error.
func (f *Future) get(t *Thread) (Value, error) {
	switch f.state {
	case cancelled:
		return Value{}, f.cancelledError(t)
	case pending:
		return Value{}, raise(t, "InvalidStateError", "Result is not set.")
	}
	f.read()
	if f.is(raised) {
		return Value{}, f.raising(t)
	}
	return f.result, nil
}

// read notes that somebody has looked at the exception, or does not want to.
func (f *Future) read() {
	if f.is(logTB) {
		f.forgetUnread()
	}
}

func (f *Future) forgetUnread() {
	f.put(logTB, false)
	if f.loop != nil {
		delete(f.loop.m.unread, f)
	}
}

// raising is the exception of a future that failed, about to be raised. It begins
// with the traceback that it failed with, the first time, and later without one:
// the frames that others let it pass through do not pile up.
func (f *Future) raising(t *Thread) *object.Exception {
	e := object.AsExc(f.result)
	tb := Value{}
	if f.rare != nil {
		tb, f.rare.ending = f.rare.ending, Value{}
	}
	if e.TB != tb {
		e.SetTB(t, tb)
	}
	t.Release(tb)
	return e
}

// futureIter is what awaiting a future drives.
type futureIter struct {
	object.Header
	fut     *Future
	yielded bool
}

func newFutureIter(f *Future) Value {
	it := &futureIter{Header: object.NewHeader(FutureIterType), fut: f}
	it.Take(f.value())
	return object.Of(it)
}

// awaited is the Send slot of a future that the machine awaits without a
// futureIter.
func awaited(t *Thread, v, _ Value) (Value, bool, error) {
	f := object.Cast[Future](v)
	if f.state == pending {
		if v.IsBegun() {
			return Value{}, false, t.Raisef(object.RuntimeError, "await wasn't used with future")
		}
		f.put(blocking, true)
		return f.value(), false, nil
	}
	r, err := f.get(t)
	return r, true, err
}

// awaiting is the iterator of such an await that has begun.
func awaiting(v Value) Value {
	it := newFutureIter(object.Cast[Future](v))
	object.Cast[futureIter](it).yielded = true
	return it
}

func (it *futureIter) send(t *Thread) (Value, bool, error) {
	f := it.fut
	if f == nil {
		return none, true, nil
	}
	if f.state == pending {
		if it.yielded {
			return Value{}, false, t.Raisef(object.RuntimeError, "await wasn't used with future")
		}
		it.yielded = true
		f.put(blocking, true)
		return f.value(), false, nil
	}
	v, err := f.get(t)
	return v, true, err
}

// IterFuture is the future behind an awaited iterator, or the invalid Value.
func IterFuture(v Value) Value {
	if v.Valid() && v.Is(FutureIterType) {
		if it := object.Cast[futureIter](v); it.fut != nil {
			return it.fut.value()
		}
	}
	return Value{}
}

// finalizeFuture reports an exception nobody looked at.
func finalizeFuture(t *Thread, v Value) {
	f := object.Cast[Future](v)
	if !f.is(logTB) || f.loop == nil {
		return
	}
	f.read()
	if w := f.loop.m.Watch; w != nil {
		w.Unread(t, f)
	}
	ctx := object.NewDict()
	ctx.SetString(t, "message", object.NewStr(v.Type().Name+" exception was never retrieved"))
	ctx.SetString(t, "exception", f.exc())
	ctx.SetString(t, "future", v)
	if s := f.source(); s.Valid() {
		ctx.SetString(t, "source_traceback", s)
	}
	f.loop.callExceptionHandler(t, ctx)
}

// raise makes an exception of the asyncio package.
func raise(t *Thread, name string, msg ...string) error {
	ty := excType(t, name)
	if len(msg) == 0 {
		return object.NewExc(ty)
	}
	return object.NewExc(ty, object.NewStr(strings.Join(msg, " ")))
}

// excType finds an exception class of asyncio.exceptions.
func excType(t *Thread, name string) *object.Type {
	m := t.Interp.States["asyncio"].(*Module)
	return m.excs[name]
}

var futureRare = unsafe.Offsetof(Future{}.rare)
